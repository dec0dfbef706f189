package stratus.glance.app;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.ImageLimits;
import stratus.glance.domain.Usage;
import stratus.glance.registry.UsageStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/** Holds projects to their limits in Keystone, or else to what the operator allows each, and images to their size. */
public final class Quotas {
    private static final String SIZE = "image_size_total";
    private static final String STAGED = "image_stage_total";
    private static final String COUNT = "image_count_total";
    private static final String UPLOADING = "image_count_uploading";
    private static final long MIB = 1 << 20;

    private final UsageStore usage;
    private final @Nullable Limits limits;
    private final long imageSize;
    private final ImageLimits own;

    /**
     * @param limits null to hold no project to anything
     * @param imageSize bytes that an image may have
     * @param own what holds for everybody
     */
    public Quotas(UsageStore usage, @Nullable Limits limits, long imageSize, ImageLimits own) {
        this.own = own;
        this.usage = usage;
        this.limits = limits;
        this.imageSize = imageSize;
    }

    /** The same bytes; reading fails with {@link Fault.TooLarge} where they are more than an image may have. */
    InputStream capped(InputStream data) {
        return new SizeCap(data, imageSize);
    }

    /** As {@link #capped}, and no more than the caller's project may still store. */
    InputStream limited(Caller caller, InputStream data) {
        long room = storage(caller);
        return room < imageSize ? new SizeCap(data, room, () -> full(-1, room)) : capped(data);
    }

    /** What holds for everybody. */
    public ImageLimits own() {
        return own;
    }

    /** Refuses what is known to be too much, at once; negative for an unknown number of bytes. */
    void requireRoom(Caller caller, long bytes) {
        if (bytes > imageSize) {
            throw SizeCap.exceeded();
        }
        long room = storage(caller);
        if (bytes > room || bytes < 0 && room <= 0) {
            throw full(bytes, room);
        }
    }

    /** How many bytes the project may still store by what the operator allows each. */
    private long storage(Caller caller) {
        if (limits != null || own.storage() == 0 || caller.project() == null) {
            return Long.MAX_VALUE;
        }
        return own.storage() - usage.stored(caller.project().id());
    }

    private static Fault full(long bytes, long room) {
        return new Fault.TooLarge(
                "Image exceeds the storage quota: The size of the data %s will exceed the limit. %d bytes remaining."
                        .formatted(bytes < 0 ? "None" : bytes, room));
    }

    /** One more image. */
    public void requireImage(Caller caller) {
        require(caller, COUNT, 1);
    }

    /** So many more bytes in stores; negative for an unknown number. */
    public void requireSize(Caller caller, long bytes) {
        require(caller, SIZE, Math.max(0, bytes) / MIB);
    }

    /** Bytes that one more image may have: no more than any image, and no more than its project has left. */
    long room(Caller caller) {
        if (limits == null || caller.project() == null) {
            return Math.clamp(storage(caller), 0, imageSize);
        }
        var project = caller.project().id();
        long left = limits.of(project).getOrDefault(SIZE, 0L) - used(project, SIZE);
        return left >= imageSize / MIB ? imageSize : Math.max(0, left) * MIB;
    }

    /** So many more bytes that wait for an import; negative for an unknown number. */
    void requireStaging(Caller caller, long bytes) {
        require(caller, STAGED, Math.max(0, bytes) / MIB);
    }

    /** The uploads that are under way, this one among them. */
    void requireUploads(Caller caller) {
        require(caller, UPLOADING, 0);
    }

    private void require(Caller caller, String resource, long more) {
        if (limits == null || caller.project() == null) {
            return;
        }
        var project = caller.project().id();
        long limit = limits.of(project).getOrDefault(resource, 0L);
        long used = used(project, resource);
        if (used + more > limit) {
            throw new Fault.TooLarge(("The request returned a 413 Request Entity Too Large. This generally means that"
                            + " rate limiting or a quota threshold was breached.\n\nThe response body:\nProject %s is"
                            + " over a limit for [Resource %s is over limit of %d due to current usage %d and delta"
                            + " %d]")
                    .formatted(project, resource, limit, used, more));
        }
    }

    /** Everything that the caller's project is held to. */
    public Map<String, Usage> of(Caller caller) {
        var all = new LinkedHashMap<String, Usage>();
        if (limits != null && caller.project() != null) {
            var project = caller.project().id();
            var known = limits.of(project);
            for (var resource : new String[] {SIZE, STAGED, COUNT, UPLOADING}) {
                all.put(resource, new Usage(used(project, resource), known.getOrDefault(resource, 0L)));
            }
        }
        return all;
    }

    private long used(String project, String resource) {
        return switch (resource) {
            case SIZE -> usage.stored(project) / MIB;
            case STAGED -> usage.staged(project) / MIB;
            case COUNT -> usage.images(project);
            default -> usage.uploading(project);
        };
    }
}
