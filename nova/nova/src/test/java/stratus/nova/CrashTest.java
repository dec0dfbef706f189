package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.testing.service.Await.until;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import stratus.clients.cinder.Attachment;
import stratus.clients.neutron.NewPort;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.nova.compute.virt.fake.FakeFaults.Moment;
import stratus.nova.compute.virt.fake.FakeFaults.Operation;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.ServerPort;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;

/**
 * The process that has API and conductor dies before and after each single call that it makes for what is asked of a
 * server, and is started again: the server ends as if nothing had been, and once it is deleted nothing of it is left.
 */
class CrashTest extends WithNova {
    private static final Map<String, Long> TINY = Map.of("VCPU", 1L, "MEMORY_MB", 512L, "DISK_GB", 1L);
    private static final Map<String, Long> MEDIUM = Map.of("VCPU", 2L, "MEMORY_MB", 4096L, "DISK_GB", 40L);

    /** A server with one port and one volume, as those who look from outside see it. */
    private record World(
            String status,
            PowerState guest,
            @Nullable Map<String, Long> claim,
            int claims,
            int images,
            @Nullable String portHost,
            List<String> ties) {
        static final World ACTIVE = new World("ACTIVE", PowerState.RUNNING, TINY, 1, 0, "host-1", List.of("attached"));
        static final World OFF = ACTIVE.as("SHUTOFF", PowerState.SHUTDOWN);
        static final World SHELVED =
                new World("SHELVED_OFFLOADED", PowerState.ABSENT, null, 0, 1, null, List.of("reserved"));
        static final World RESIZED =
                ACTIVE.as("VERIFY_RESIZE", PowerState.RUNNING).claiming(MEDIUM, 2);

        World as(String status, PowerState guest) {
            return new World(status, guest, claim, claims, images, portHost, ties);
        }

        World claiming(Map<String, Long> claim, int claims) {
            return new World(status, guest, claim, claims, images, portHost, ties);
        }

        World with(int images) {
            return new World(status, guest, claim, claims, images, portHost, ties);
        }
    }

    @Test
    void aSnapshotIsWholeOrIsNot() {
        everywhere(this::server, id -> act(id, "createImage", Map.of("name", "snap")), World.ACTIVE.with(1));
        failing(Operation.SNAPSHOT, this::server, id -> act(id, "createImage", Map.of("name", "snap")), World.ACTIVE);
    }

    @Test
    void aBackupTakesTheOlderOnesPlace() {
        var backup = Map.of("name", "b", "backup_type", "daily", "rotation", 1);
        everywhere(
                after("createBackup", backup, this::server),
                id -> act(id, "createBackup", backup),
                World.ACTIVE.with(1));
    }

    @Test
    void aServerOnAVolumeIsSnapshotted() {
        everywhere(this::onVolume, id -> act(id, "createImage", Map.of("name", "snap")), World.ACTIVE.with(1));
    }

    @Test
    void aServerIsRebuilt() {
        var image = Map.of("imageRef", TestNova.IMAGE);
        everywhere(this::server, id -> act(id, "rebuild", image), World.ACTIVE);
        everywhere(after("os-stop", null, this::server), id -> act(id, "rebuild", image), World.OFF);
        failing(
                Operation.SPAWN,
                this::server,
                id -> act(id, "rebuild", image),
                World.ACTIVE.as("ERROR", PowerState.ABSENT));
    }

    @Test
    void aServerIsRescuedAndUnrescued() {
        everywhere(this::server, id -> act(id, "rescue", null), World.ACTIVE.as("RESCUE", PowerState.RUNNING));
        failing(Operation.RESCUE, this::server, id -> act(id, "rescue", null), World.ACTIVE);
        failing(Operation.RESCUE, after("os-stop", null, this::server), id -> act(id, "rescue", null), World.OFF);
        everywhere(after("rescue", null, this::server), id -> act(id, "unrescue", null), World.ACTIVE);
    }

    @Test
    void aServerIsShelved() {
        everywhere(this::server, id -> act(id, "shelve", null), World.SHELVED);
        failing(Operation.SNAPSHOT, this::server, id -> act(id, "shelve", null), World.ACTIVE);
    }

    @Test
    void aServerIsUnshelved() {
        everywhere(after("shelve", null, this::server), id -> act(id, "unshelve", null), World.ACTIVE);
        failing(Operation.SPAWN, after("shelve", null, this::server), id -> act(id, "unshelve", null), World.SHELVED);
    }

    @Test
    void aServerIsResized() {
        var flavor = Map.of("flavorRef", "3");
        everywhere(this::server, id -> act(id, "resize", flavor), World.RESIZED);
        failing(Operation.RESIZE, this::server, id -> act(id, "resize", flavor), World.ACTIVE);
    }

    @Test
    void aResizeIsConfirmed() {
        var done = World.ACTIVE.claiming(MEDIUM, 1);
        everywhere(this::resized, id -> act(id, "confirmResize", null), done);
        failing(
                Operation.CONFIRM_RESIZE,
                this::resized,
                id -> act(id, "confirmResize", null),
                done.as("ERROR", PowerState.RUNNING));
    }

    @Test
    void aResizeIsReverted() {
        everywhere(this::resized, id -> act(id, "revertResize", null), World.ACTIVE);
        failing(
                Operation.REVERT_RESIZE,
                this::resized,
                id -> act(id, "revertResize", null),
                World.RESIZED.as("ERROR", PowerState.SHUTDOWN));
    }

    @Test
    void aServerIsDeletedWhateverItIs() {
        everywhere(this::server, this::delete, null);
        everywhere(this::resized, this::delete, null);
        everywhere(after("shelve", null, this::server), this::delete, null);
        everywhere(after("rescue", null, this::server), this::delete, null);
    }

    private void failing(Operation operation, Supplier<String> server, Consumer<String> act, World end) {
        everywhere(
                server,
                id -> {
                    nova.driver.faults().arm(operation, Moment.AFTER, 1000, "burnt");
                    act.accept(id);
                },
                end);
    }

    /** Does it again and again, and dies each time a moment later, until there is none left. */
    private void everywhere(Supplier<String> server, Consumer<String> act, @Nullable World end) {
        int moment = 0;
        while (dies(moment, server.get(), act, end)) {
            moment++;
        }
        assertThat(moment).as("the moments at which it died").isPositive();
    }

    private boolean dies(int moment, String id, Consumer<String> act, @Nullable World end) {
        nova.deaths.after(moment);
        act.accept(id);
        until(() -> nova.deaths.moment() != null || idle());
        nova.deaths.never();
        var died = nova.deaths.moment();
        if (died != null) {
            nova.restart();
            until(this::idle);
        }
        nova.driver.faults().clear();
        var where = "having died " + died + ", the moment " + moment;
        if (end != null) {
            assertThat(world(id)).as(where).isEqualTo(end);
            delete(id);
            until(this::idle);
        }
        nothingIsLeft(id, where);
        return died != null;
    }

    /** No saga runs, or waits to be taken up. */
    private boolean idle() {
        return nova.db.read(tx ->
                        tx.query("SELECT count(*) FROM saga").mapTo(Long.class).one())
                == 0;
    }

    private World world(String id) {
        var claims = nova.claims.all();
        var server = new ServerStore(nova.db).find(ServerId.parse(id)).orElseThrow();
        assertThat(server.taskState()).isNull();
        var ties = nova.volumes.attachments.values();
        assertThat(ties)
                .extracting(Attachment::id)
                .contains(server.disks().getFirst().attachment());
        return new World(
                server.status(),
                nova.driver.powerState(server.id()),
                claims.get(id),
                claims.size(),
                nova.images.made.size(),
                nova.ports
                        .port(
                                nova.callers.of("member"),
                                server.ports().getFirst().port())
                        .host(),
                ties.stream().map(Attachment::status).toList());
    }

    /** But the images that users asked for, which are theirs. */
    private void nothingIsLeft(String id, String where) {
        assertThat(new ServerStore(nova.db).find(ServerId.parse(id))).as(where).isEmpty();
        assertThat(nova.claims.all()).as(where).isEmpty();
        assertThat(nova.driver.guests()).as(where).isEmpty();
        assertThat(nova.volumes.attachments).as(where).isEmpty();
        assertThat(nova.ports.ports.values()).as(where).allMatch(port -> port.host() == null);
        assertThat(nova.images.made.values())
                .as(where)
                .noneMatch(image -> String.valueOf(image.get("name")).endsWith("-shelved"));
        nova.ports.ports.clear();
        nova.images.forget();
    }

    private String server() {
        return withDevices(nova.server(Map.of()), -1);
    }

    private String onVolume() {
        return withDevices(nova.server(Map.of()), 0);
    }

    private String resized() {
        return after("resize", Map.of("flavorRef", "3"), this::server).get();
    }

    private Supplier<String> after(String action, @Nullable Object argument, Supplier<String> server) {
        return () -> {
            var id = server.get();
            act(id, action, argument);
            until(this::idle);
            return id;
        };
    }

    private String withDevices(String id, int bootIndex) {
        var server = ServerId.parse(id);
        var caller = nova.callers.of("member");
        var volume = VolumeId.random();
        var tie = nova.volumes.reserve(caller, volume, server).id();
        nova.volumes.connect(caller, tie, Map.of());
        nova.volumes.complete(caller, tie);
        var port = nova.ports.create(
                caller, new NewPort(server, 1, nova.ports.network, "host-1", "nova", null, null, "web"));
        var shown = new ServerPort(port.id(), port.network(), "net", port.macAddress(), List.of(), false, null);
        var disk = new BlockDevice(
                "volume", "volume", volume.text(), 1, bootIndex, false, "/dev/vdb", null, null, null, volume, tie);
        nova.db.run(tx -> new ServerStore(nova.db).devices(tx, server, List.of(shown), List.of(disk)));
        return id;
    }

    /** The answer may have died with the process. */
    private void act(String id, String name, @Nullable Object argument) {
        var action = new HashMap<String, Object>();
        action.put(name, argument);
        send("POST", "/v2.1/servers/" + id + "/action", action);
    }

    private void delete(String id) {
        send("DELETE", "/v2.1/servers/" + id, null);
    }

    private void send(String method, String path, @Nullable Object body) {
        try {
            var answer = nova.as("member", "2.96").exchange(method, path, body);
            assertThat(answer.status() < 300 || nova.deaths.moment() != null)
                    .as(answer.toString())
                    .isTrue();
        } catch (RuntimeException e) {
            assertThat(nova.deaths.moment()).as(e.toString()).isNotNull();
        }
    }
}
