package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.Transfers;
import stratus.cinder.app.Volumes;
import stratus.cinder.domain.Transfer;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /os-volume-transfer}, and the same as {@code /volume-transfers} since 3.55. */
public final class TransfersApi {
    private static final Map<String, String> SORT =
            Map.of("id", "id", "name", "COALESCE(name, '')", "created_at", "created_at");

    private static final Listing<Transfer> LISTING =
            new Listing<>(null, "transfers", "transfers_links", SORT, Transfer::id);

    private final Transfers transfers;
    private final Volumes volumes;

    public TransfersApi(Transfers transfers, Volumes volumes) {
        this.transfers = transfers;
        this.volumes = volumes;
    }

    public void routes(Routes routes) {
        at(routes, "/os-volume-transfer");
        at(routes, "/volume-transfers");
    }

    private void at(Routes routes, String path) {
        routes.post(path, "volume:create_transfer", this::create)
                .get(path, "volume:get_all_transfers", r -> list(r, t -> brief(r, t)))
                .get(path + "/detail", "volume:get_all_transfers", r -> list(r, t -> full(r, t)))
                .get(path + "/{transfer_id}", "volume:get_transfer", this::show)
                .delete(path + "/{transfer_id}", "volume:delete_transfer", this::delete)
                .post(path + "/{transfer_id}/accept", "volume:accept_transfer", this::accept);
    }

    private static void refuseOlder(Request r) {
        if (r.path().contains("/volume-transfers")) {
            Ask.since(r, 55);
        }
    }

    private Response create(Request r) {
        var body = Bodies.object(r, "transfer");
        boolean newer = r.version().atLeast(55);
        Bodies.only(
                body, newer ? new String[] {"volume_id", "name", "no_snapshots"} : new String[] {"volume_id", "name"});
        var volume = volumes.get(Ask.viewer(r), VolumeId.parse(Bodies.needed(body, "volume_id")))
                .volume();
        r.authorize(volume.projectId().value());
        refuseOlder(r);
        var name = Bodies.text(body, "name");
        boolean bare = newer && Boolean.TRUE.equals(Bodies.flag(body, "no_snapshots"));
        var offer = transfers.create(r.caller(), volume, name == null ? null : name.strip(), bare);
        var view = full(r, offer.transfer());
        view.put("auth_key", offer.key().value());
        return Response.accepted(Map.of("transfer", view));
    }

    private Response list(Request r, Function<Transfer, Map<String, @Nullable Object>> view) {
        r.authorize();
        refuseOlder(r);
        var q = r.query();
        return Response.ok(LISTING.body(r, page -> transfers.list(Ask.project(r), q.get("name"), page), view));
    }

    private Response show(Request r) {
        return Response.ok(Map.of("transfer", full(r, transfer(r))));
    }

    private Response delete(Request r) {
        transfers.delete(r.caller(), transfer(r));
        return Response.accepted();
    }

    private Response accept(Request r) {
        r.authorize();
        refuseOlder(r);
        var body = Bodies.object(r, "accept");
        Bodies.only(body, "auth_key");
        if (body.path("auth_key").isMissingNode()) {
            throw new Fault.Invalid("accept", "'auth_key' is a required property");
        }
        var key = body.path("auth_key").asString("");
        var accepted = transfers.accept(r.caller(), r.path("transfer_id"), key);
        return Response.accepted(Map.of("transfer", brief(r, accepted)));
    }

    private Transfer transfer(Request r) {
        var transfer = transfers.get(Ask.viewer(r), r.path("transfer_id"));
        r.authorize(transfer.sourceProjectId().value());
        refuseOlder(r);
        return transfer;
    }

    private static Map<String, @Nullable Object> brief(Request r, Transfer t) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", t.id());
        body.put("volume_id", t.volumeId().text());
        body.put("name", t.name());
        var path = "%s/os-volume-transfer/%s".formatted(r.caller().projectId().value(), t.id());
        body.put("links", Ask.links(r, path));
        return body;
    }

    private static Map<String, @Nullable Object> full(Request r, Transfer t) {
        var body = brief(r, t);
        body.put("created_at", t.createdAt());
        if (r.version().atLeast(55)) {
            body.put("no_snapshots", t.noSnapshots());
        }
        if (r.version().atLeast(57)) {
            body.put("source_project_id", t.sourceProjectId().value());
            body.put("destination_project_id", null);
            body.put("accepted", false);
        }
        return body;
    }
}
