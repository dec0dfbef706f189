package stratus.cinder.api;

import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** Volumes and snapshots that were made behind Cinder's back: no backend here takes them in. */
public final class ManageApi {
    private static final String VOLUMES = "volume_extension:";
    private static final String SNAPSHOTS = "snapshot_extension:";

    public void routes(Routes routes) {
        routes.post("/os-volume-manage", VOLUMES + "volume_manage", ManageApi::refuse)
                .get("/os-volume-manage", VOLUMES + "list_manageable", ManageApi::refuse)
                .get("/os-volume-manage/detail", VOLUMES + "list_manageable", ManageApi::refuse)
                .post("/manageable_volumes", VOLUMES + "volume_manage", ManageApi::newer)
                .get("/manageable_volumes", VOLUMES + "list_manageable", ManageApi::newer)
                .get("/manageable_volumes/detail", VOLUMES + "list_manageable", ManageApi::newer)
                .post("/os-snapshot-manage", SNAPSHOTS + "snapshot_manage", ManageApi::refuse)
                .get("/os-snapshot-manage", SNAPSHOTS + "list_manageable", ManageApi::refuse)
                .get("/os-snapshot-manage/detail", SNAPSHOTS + "list_manageable", ManageApi::refuse)
                .post("/manageable_snapshots", SNAPSHOTS + "snapshot_manage", ManageApi::newer)
                .get("/manageable_snapshots", SNAPSHOTS + "list_manageable", ManageApi::newer)
                .get("/manageable_snapshots/detail", SNAPSHOTS + "list_manageable", ManageApi::newer);
    }

    private static Response newer(Request r) {
        r.authorize();
        Ask.since(r, 8);
        return refuse(r);
    }

    private static Response refuse(Request r) {
        r.authorize();
        throw new Fault.NotImplemented("No backend takes in what was not made by Cinder.");
    }
}
