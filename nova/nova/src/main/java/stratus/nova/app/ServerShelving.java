package stratus.nova.app;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.conductor.OffloadSaga;
import stratus.nova.conductor.ShelveSaga;
import stratus.nova.conductor.UnshelveSaga;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerAction;
import stratus.nova.domain.Shelved;
import stratus.nova.domain.VmState;
import stratus.nova.store.ShelfStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;

/** Takes servers from their hosts for a while, and gives them hosts again. */
public final class ServerShelving {
    private final ServerTasks tasks;
    private final ServerImages images;
    private final SnapshotFields fields;
    private final ShelfStore shelf;
    private final Zones zones;

    public ServerShelving(ServerTasks tasks, ServerImages images, ImageCatalog catalog, ShelfStore shelf, Zones zones) {
        this.tasks = tasks;
        this.images = images;
        this.fields = new SnapshotFields(catalog);
        this.shelf = shelf;
        this.zones = zones;
    }

    /** Its disk becomes an image; it has no host any more a little later. */
    public void shelve(Caller caller, Server server) {
        ServerActions.unlocked(caller, server);
        ServerAction.SHELVE.taskFor(server);
        var image = server.bootsFromVolume() ? null : ImageId.random();
        Map<String, Object> told =
                image == null ? Map.of() : fields.of(caller, server, server.name() + "-shelved", "snapshot", Map.of());
        var state = new ShelveSaga.Shelve(caller, server.id(), image, told, server.vmState());
        var what = new ServerTasks.Begin(caller, ServerAction.SHELVE, server.id(), ShelveSaga.NAME, state);
        var begun = tasks.begin(what);
        try {
            if (image != null) {
                images.create(caller, image, told);
            }
        } catch (RuntimeException refused) {
            tasks.abandon(what, begun);
            throw refused;
        }
        tasks.launch(begun);
    }

    /** Of a server that is shelved and on its host still. */
    public void offload(Caller caller, Server server) {
        tasks.start(
                caller,
                ServerAction.SHELVE_OFFLOAD,
                server,
                OffloadSaga.NAME,
                new OffloadSaga.Offload(caller, server.id()));
    }

    /**
     * Where it shall be.
     *
     * @param zoned whether a zone was named, or any zone asked for by a null one
     */
    public record Where(
            boolean zoned, @Nullable String zone, @Nullable String host) {}

    public void unshelve(Caller caller, Server server, Where where) {
        ServerActions.unlocked(caller, server);
        ServerAction.UNSHELVE.taskFor(server);
        if (where.zoned() && server.vmState() != VmState.SHELVED_OFFLOADED) {
            throw new Fault.Conflict(("Specifying an availability zone or a host when unshelving server \"%s\" with"
                            + " status \"%s\" is not supported, status must be SHELVED_OFFLOADED.")
                    .formatted(server.id().text(), server.status()));
        }
        zones.check(where.zone());
        if (where.host() != null && !zones.hasHost(where.host())) {
            throw new Fault.Invalid("Compute host %s could not be found.".formatted(where.host()));
        }
        var image = shelf.find(server.id()).map(Shelved::imageId).orElse(null);
        var zone = where.zoned() ? where.zone() : server.spec().where().zone();
        tasks.start(
                caller,
                ServerAction.UNSHELVE,
                server,
                UnshelveSaga.NAME,
                new UnshelveSaga.Unshelve(caller, server.id(), image, zone, where.host()));
    }
}
