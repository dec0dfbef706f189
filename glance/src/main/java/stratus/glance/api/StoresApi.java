package stratus.glance.api;

import java.util.LinkedHashMap;
import java.util.Map;
import stratus.glance.app.Stores;
import stratus.glance.domain.StoreInfo;
import stratus.glance.registry.Images;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v2/info/stores} and {@code /v2/stores}. */
public final class StoresApi {
    private final Images images;
    private final Stores stores;

    public StoresApi(Images images, Stores stores) {
        this.images = images;
        this.stores = stores;
    }

    public void routes(Routes routes) {
        routes.token("GET", "/info/stores", _ -> list())
                .get("/info/stores/detail", "stores_info_detail", this::detail)
                .delete("/stores/{store_id}/{image_id}", "delete_image_location", this::leave);
    }

    private Response list() {
        return Response.ok(
                Map.of("stores", stores.infos().stream().map(this::view).toList()));
    }

    private Map<String, Object> view(StoreInfo store) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", store.id());
        if (!store.description().isEmpty()) {
            view.put("description", store.description());
        }
        if (store.id().equals(stores.standard())) {
            view.put("default", "true");
        }
        if (store.readOnly()) {
            view.put("read-only", "true");
        }
        return view;
    }

    private Response detail(Request r) {
        r.authorize();
        var details = stores.infos().stream().map(store -> {
            var view = view(store);
            view.put("type", store.type());
            view.put("properties", store.properties());
            view.put("weight", store.weight());
            return view;
        });
        return Response.ok(Map.of("stores", details.toList()));
    }

    private Response leave(Request r) {
        var store = r.path("store_id");
        if (!stores.has(store)) {
            throw new Fault.Conflict("The selected store %s is not available on this node.".formatted(store));
        }
        var image = Targets.named(r, images, "Failed to find image %s");
        Targets.require(r, "get_image_location", image);
        Targets.authorized(r, image);
        images.leave(r.caller(), image, store);
        return Response.noContent();
    }
}
