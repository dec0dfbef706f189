package stratus.nova.app;

import java.util.Map;
import stratus.nova.domain.BootImage;
import stratus.nova.domain.Flavor;
import stratus.nova.domain.RequestedHost;
import stratus.nova.domain.ServerKey;
import stratus.nova.domain.ServerSpec;
import stratus.nova.rpc.ServerFlavor;
import stratus.nova.store.FlavorStore;
import stratus.nova.store.KeyPairStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;

/** What a request for a server means, all that it names being there and fit for it. */
public record Specs(
        FlavorStore flavors, KeyPairStore keys, ImageCatalog images, BlockStorage storage, ServerPorts ports) {
    ServerSpec of(Caller caller, ServerRequest r) {
        var flavor = flavors.find(caller.projectId(), r.flavor())
                .orElseThrow(() -> new Fault.Invalid("Flavor %s could not be found.".formatted(r.flavor())));
        Map<String, String> properties = Map.of();
        if (r.image() != null) {
            properties = fitting(caller, r.image(), flavor).properties();
        }
        var bootable = new WantedDisks(images, storage).check(caller, r);
        if (r.image() == null) {
            properties = bootable;
        }
        WantedDisks.ephemeral(r, flavor.ephemeralGb(), flavor.swapMb());
        new WantedNetworks(ports).check(caller, r);
        return new ServerSpec(
                embedded(flavor),
                new BootImage(r.image(), properties),
                r.keyName() == null ? ServerKey.NONE : key(caller, r.keyName()),
                r.userData(),
                r.configDrive(),
                r.networks(),
                r.securityGroups(),
                new RequestedHost(r.zone(), r.wantedHost(), r.hints()),
                r.diskConfig());
    }

    private ImageCatalog.Image fitting(Caller caller, Ids.ImageId id, Flavor flavor) {
        ImageCatalog.Image image;
        try {
            image = images.find(caller, id);
        } catch (Fault.NotFound gone) {
            throw new Fault.Invalid("Image %s could not be found.".formatted(id.text()));
        }
        fits(image, embedded(flavor));
        return image;
    }

    /** Refuses an image without data, and one that needs more than the flavor has. */
    static void fits(ImageCatalog.Image image, ServerFlavor flavor) {
        if (!image.status().equals("active")) {
            throw new Fault.Invalid(
                    "Image %s is not active.".formatted(image.id().text()));
        }
        if (flavor.memoryMib() < image.minMemoryMib()) {
            throw new Fault.Invalid("Flavor's memory is too small for requested image.");
        }
        if (flavor.rootGib() > 0 && flavor.rootGib() < image.minDiskGib()) {
            throw new Fault.Invalid("Flavor's disk is smaller than the minimum size specified in image metadata.");
        }
    }

    private ServerKey key(Caller caller, String name) {
        return keys.find(caller.userId(), name)
                .map(key -> new ServerKey(name, key.publicKey()))
                .orElseThrow(() -> new Fault.Invalid("Invalid key_name provided."));
    }

    /** The flavor as a server keeps it. */
    static ServerFlavor embedded(Flavor f) {
        return new ServerFlavor(
                f.id(),
                f.name(),
                f.vcpus(),
                f.memoryMb(),
                f.diskGb(),
                f.ephemeralGb(),
                f.swapMb(),
                f.description(),
                f.extraSpecs());
    }
}
