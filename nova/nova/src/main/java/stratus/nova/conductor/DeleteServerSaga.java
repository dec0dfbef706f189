package stratus.nova.conductor;

import java.util.List;
import java.util.function.Function;
import stratus.nova.rpc.ComputeRpc;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.saga.Saga;
import stratus.oslo.saga.Sagas;

/** Ends what is under way, then the guest, then all that it had; does not give up and has no way back. */
public final class DeleteServerSaga {
    public static final String NAME = "delete-server";
    private static final System.Logger log = System.getLogger("conductor");

    /** What makes things for the server elsewhere, or on its host, and notices at its next step that it is deleted. */
    private static final List<String> MAKERS = List.of(
            BuildServerSaga.NAME,
            ResizeServerSaga.NAME,
            RevertResizeSaga.NAME,
            ConfirmResizeSaga.NAME,
            RebuildSaga.NAME,
            OffloadSaga.NAME,
            UnshelveSaga.NAME);

    private final Function<HostName, ComputeRpc> compute;
    private final Cleanup cleanup;
    private final ServerLog servers;
    private final Moves moves;
    private final Sagas sagas;
    private final Shelf shelf;

    DeleteServerSaga(
            Function<HostName, ComputeRpc> compute,
            Cleanup cleanup,
            ServerLog servers,
            Moves moves,
            Sagas sagas,
            Shelf shelf) {
        this.shelf = shelf;
        this.compute = compute;
        this.moves = moves;
        this.cleanup = cleanup;
        this.servers = servers;
        this.sagas = sagas;
    }

    public record Delete(Caller caller, ServerId server) {}

    Saga<Delete> define() {
        var scope = new ForRequest<>(Delete::caller);
        return Saga.<Delete>named(NAME)
                .step("end-build", scope.step(this::endBuild))
                .step("destroy", scope.step(this::destroy))
                .step("release", scope.step(this::release))
                .step("forget", scope.step(this::forget))
                .untilDone();
    }

    /**
     * What is under way undoes itself, or ends: nothing is made any more for what is released afterwards. On a host that
     * does not answer nothing is, and whoever waits for its answer would keep the delete from its end.
     */
    private Delete endBuild(Delete d) {
        var makers = destroyed(d) ? MAKERS : List.of(BuildServerSaga.NAME);
        while (makers.stream().anyMatch(name -> sagas.exists(name, d.server().text()))) {
            Pause.brief();
        }
        return d;
    }

    private Delete destroy(Delete d) {
        boolean _ = destroyed(d);
        return d;
    }

    /** False where the host does not answer: it finds, once it is back, that it should not have the guest. */
    private boolean destroyed(Delete d) {
        var server = servers.find(d.server());
        if (server != null && server.host() != null) {
            try {
                compute.apply(server.host()).destroy(new ComputeRpc.Destroy(cleanup.self(), d.server()));
            } catch (Fault.Unavailable gone) {
                log.log(System.Logger.Level.WARNING, "host of " + d.server().text() + " does not answer", gone);
                return false;
            }
        }
        return true;
    }

    private Delete release(Delete d) {
        var server = servers.find(d.server());
        if (server != null) {
            cleanup.releaseAll(server);
            shelf.clear(server.id());
            moves.releaseAll(d.server());
        }
        return d;
    }

    private Delete forget(Delete d) {
        var server = servers.find(d.server());
        if (server != null) {
            servers.deleted(d.caller(), server);
        }
        return d;
    }
}
