package stratus.nova.app;

import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Flavor;
import stratus.nova.domain.Server;
import stratus.nova.rpc.ServerFlavor;
import stratus.nova.store.FlavorStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/** Whether a server that lives can have another flavor. */
public record NewSize(FlavorStore flavors, ImageCatalog images) {
    private static final long GIB = 1L << 30;

    /** The flavor as the server would have it. */
    ServerFlavor of(Caller caller, Server server, String id, @Nullable String diskConfig) {
        var found = caller.has("admin") ? flavors.find(id) : flavors.find(caller.projectId(), id);
        var flavor = found.orElseThrow(() -> new Fault.Invalid("Flavor %s could not be found.".formatted(id)));
        var now = server.spec().flavor();
        automatic(server, diskConfig);
        if (server.spec().image().id() != null) {
            local(now, flavor);
        }
        if (flavor.id().equals(now.flavorId())) {
            throw new Fault.Invalid("When resizing, instances must change flavor!");
        }
        if (flavor.ephemeralGb() != now.ephemeralGib() || flavor.swapMb() != now.swapMib()) {
            throw disk("Ephemeral and swap disks cannot be changed yet.");
        }
        image(caller, server, flavor);
        return Specs.embedded(flavor);
    }

    /** Refuses the automatic way for an image that forbids it. */
    static void automatic(Server server, @Nullable String diskConfig) {
        var image = server.spec().image().id();
        boolean may =
                !"false".equalsIgnoreCase(server.spec().image().properties().getOrDefault("auto_disk_config", ""));
        if (image != null && !may && "AUTO".equals(diskConfig)) {
            throw new Fault.Invalid("Requested image %s has automatic disk resize disabled.".formatted(image.text()));
        }
    }

    /** A disk that is the host's can only grow. */
    private static void local(ServerFlavor now, Flavor wanted) {
        if (wanted.diskGb() == 0 && now.rootGib() != 0) {
            throw disk("Resize to zero disk flavor is not allowed.");
        }
        if (wanted.diskGb() < now.rootGib()) {
            throw disk("Unable to resize disk down.");
        }
    }

    private static Fault disk(String why) {
        return new Fault.Invalid("Server disk was unable to be resized because: " + why);
    }

    /** What the image needs; one that is gone needs nothing any more. */
    private void image(Caller caller, Server server, Flavor flavor) {
        var id = server.spec().image().id();
        if (id == null) {
            return;
        }
        try {
            fits(images.find(caller, id), flavor);
        } catch (Fault.NotFound gone) {
            return;
        }
    }

    private static void fits(ImageCatalog.Image image, Flavor flavor) {
        if (flavor.memoryMb() < image.minMemoryMib()) {
            throw new Fault.Invalid("Flavor's memory is too small for requested image.");
        }
        long disk = flavor.diskGb() * GIB;
        if (disk > 0 && disk < image.size()) {
            throw new Fault.Invalid(
                    "Flavor's disk is too small for requested image. Flavor disk is %d bytes, image is %d bytes."
                            .formatted(disk, image.size()));
        }
        if (disk > 0 && flavor.diskGb() < image.minDiskGib()) {
            throw new Fault.Invalid("Flavor's disk is smaller than the minimum size specified in image metadata."
                    + " Flavor disk is %d bytes, minimum size is %d bytes.".formatted(disk, image.minDiskGib() * GIB));
        }
    }
}
