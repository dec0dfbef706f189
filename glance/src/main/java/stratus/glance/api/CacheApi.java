package stratus.glance.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import stratus.glance.app.CacheQueue;
import stratus.glance.app.ImageCache;
import stratus.glance.domain.CachedImage;
import stratus.glance.registry.Images;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v2/cache}. */
public final class CacheApi {
    private final Images images;
    private final ImageCache cache;
    private final CacheQueue queue;

    public CacheApi(Images images, ImageCache cache, CacheQueue queue) {
        this.images = images;
        this.cache = cache;
        this.queue = queue;
    }

    public void routes(Routes routes) {
        routes.get("/cache", "cache_list", this::list)
                .delete("/cache", "cache_delete", this::clear)
                .put("/cache/{image_id}", "cache_image", this::add)
                .delete("/cache/{image_id}", "cache_delete", this::remove)
                .get("/cache/nodes/{image_id}", "list_cached_nodes", this::nodes)
                .post("/cache/clean", "cache_clean", this::clean)
                .post("/cache/prune", "cache_prune", this::prune);
    }

    /** Where the operator wants no cache. */
    public static void none(Routes routes) {
        var all = new None();
        routes.get("/cache", "cache_list", all::refuse)
                .delete("/cache", "cache_delete", all::refuse)
                .put("/cache/{image_id}", "cache_image", all::refuse)
                .delete("/cache/{image_id}", "cache_delete", all::refuse);
    }

    private static final class None {
        Response refuse(Request r) {
            r.authorize();
            throw new Fault.NotFound("Caching via API is not supported at this site.");
        }
    }

    private Response list(Request r) {
        r.authorize();
        var cached = cache.list().stream().map(CacheApi::view).toList();
        return Response.ok(Map.of("cached_images", cached, "queued_images", queue.list()));
    }

    private static Map<String, Object> view(CachedImage image) {
        var view = new LinkedHashMap<String, Object>();
        view.put("image_id", image.imageId());
        view.put("hits", image.hits());
        view.put("last_accessed", image.lastAccessed().toEpochMilli() / 1000.0);
        view.put("last_modified", image.lastModified().toEpochMilli() / 1000.0);
        view.put("size", image.size());
        return view;
    }

    private Response add(Request r) {
        r.authorize();
        queue.add(Targets.named(r, images, "Image %s not found."));
        return Response.accepted();
    }

    private Response remove(Request r) {
        r.authorize();
        var id = r.path("image_id");
        if (!cache.has(id) && !queue.list().contains(id)) {
            Targets.named(r, images, "Image %s not found.");
        }
        queue.remove(id);
        cache.delete(id);
        return Response.noContent();
    }

    private Response clear(Request r) {
        r.authorize();
        var header = r.header("X-Image-Cache-Clear-Target");
        var target = header == null ? "" : header.toLowerCase(Locale.ROOT);
        if (!List.of("", "cache", "queue").contains(target)) {
            throw new Fault.Invalid(
                    "If provided 'x-image-cache-clear-target' must be 'cache', 'queue' or empty string.");
        }
        if (!target.equals("cache")) {
            queue.clear();
        }
        if (!target.equals("queue")) {
            cache.clear();
        }
        return Response.noContent();
    }

    /** There is one: this one. */
    private Response nodes(Request r) {
        r.authorize();
        var image = images.get(r.caller(), r.path("image_id"));
        return Response.ok(cache.has(image.id()) ? List.of(r.baseUrl()) : List.of());
    }

    private Response clean(Request r) {
        r.authorize();
        cache.clean();
        return Response.of(200, null);
    }

    private Response prune(Request r) {
        r.authorize();
        var pruned = cache.prune();
        return Response.ok(Map.of("total_files_pruned", pruned.files(), "total_bytes_pruned", pruned.bytes()));
    }
}
