package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.testing.service.Await.until;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
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
 * Something happens at each single moment while a server is worked on, and is overcome: the server ends as if nothing had
 * been, and once it is deleted nothing of it is left.
 */
abstract class AtEveryMoment extends WithNova {
    static final Map<String, Long> TINY = Map.of("VCPU", 1L, "MEMORY_MB", 512L, "DISK_GB", 1L);
    static final Map<String, Long> MEDIUM = Map.of("VCPU", 2L, "MEMORY_MB", 4096L, "DISK_GB", 40L);

    /** When it may happen. */
    abstract Moments moments();

    /** What is done once it happened. */
    abstract void overcome();

    /** A server with one port and one volume, as those who look from outside see it. */
    record World(
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

    void failing(Operation operation, Supplier<String> server, Consumer<String> act, World end) {
        everywhere(
                server,
                id -> {
                    nova.driver.faults().arm(operation, Moment.AFTER, 1000, "burnt");
                    act.accept(id);
                },
                end);
    }

    /** Acts on a server, and looks at it afterwards; {@code end} is null for one that is deleted. */
    void everywhere(Supplier<String> server, Consumer<String> act, @Nullable World end) {
        everywhere(
                server,
                id -> {
                    act.accept(id);
                    return id;
                },
                (id, where) -> {
                    if (end != null) {
                        assertThat(world(id)).as(where).isEqualTo(end);
                    }
                });
    }

    /** The same for servers that are there only once it acts. */
    void everywhere(Supplier<String> create, BiConsumer<String, String> check) {
        everywhere(() -> "", _ -> create.get(), check);
    }

    /** Does it again and again, and strikes each time a moment later, until there is none left. */
    private void everywhere(Supplier<String> server, UnaryOperator<String> act, BiConsumer<String, String> check) {
        int moment = 0;
        while (struck(moment, server.get(), act, check)) {
            moment++;
        }
        assertThat(moment).as("the moments at which it struck").isPositive();
    }

    private boolean struck(int moment, String server, UnaryOperator<String> act, BiConsumer<String, String> check) {
        moments().after(moment);
        var id = act.apply(server);
        until(() -> moments().moment() != null || idle());
        moments().never();
        var struck = moments().moment();
        if (struck != null) {
            overcome();
            until(this::idle);
        }
        nova.driver.faults().clear();
        var where = "struck " + struck + ", the moment " + moment;
        check.accept(id, where);
        delete(id);
        until(this::idle);
        nothingIsLeft(id, where);
        return struck != null;
    }

    /** No saga runs, or waits to be taken up. */
    boolean idle() {
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

    String server() {
        return withDevices(nova.server(Map.of()), -1);
    }

    String onVolume() {
        return withDevices(nova.server(Map.of()), 0);
    }

    String resized() {
        return after("resize", Map.of("flavorRef", "3"), this::server).get();
    }

    Supplier<String> after(String action, @Nullable Object argument, Supplier<String> server) {
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

    /** There may be no answer. */
    void act(String id, String name, @Nullable Object argument) {
        var action = new HashMap<String, Object>();
        action.put(name, argument);
        send("POST", "/v2.1/servers/" + id + "/action", action);
    }

    void delete(String id) {
        send("DELETE", "/v2.1/servers/" + id, null);
    }

    private void send(String method, String path, @Nullable Object body) {
        try {
            var answer = nova.as("member", "2.96").exchange(method, path, body);
            assertThat(answer.status() < 300
                            || answer.status() == 404 && method.equals("DELETE")
                            || moments().moment() != null)
                    .as(answer.toString())
                    .isTrue();
        } catch (RuntimeException e) {
            assertThat(moments().moment()).as(e.toString()).isNotNull();
        }
    }
}
