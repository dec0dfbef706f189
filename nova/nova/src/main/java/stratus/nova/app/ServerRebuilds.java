package stratus.nova.app;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.nova.conductor.RebuildSaga;
import stratus.nova.domain.BootImage;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerAction;
import stratus.nova.domain.ServerKey;
import stratus.nova.domain.ServerSpec;
import stratus.nova.domain.ServerText;
import stratus.nova.domain.VmState;
import stratus.nova.store.KeyPairStore;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;

/** Makes servers anew from an image; they keep their ids, ports, volumes and hosts. */
public final class ServerRebuilds {
    private final QuotaChecks quota;
    private final ServerTasks tasks;
    private final Stores stores;
    private final BootImages images;

    public ServerRebuilds(QuotaChecks quota, ServerTasks tasks, Stores stores, BootImages images) {
        this.quota = quota;
        this.tasks = tasks;
        this.stores = stores;
        this.images = images;
    }

    public record Stores(ServerStore servers, KeyPairStore keys) {}

    /**
     * What is asked for.
     *
     * @param text the server's new name and such
     * @param key null leaves the key as it is
     * @param userData null leaves the data as they are
     * @param diskConfig null leaves it as it is
     */
    public record Wanted(
            ImageId image,
            UnaryOperator<ServerText> text,
            @Nullable Change key,
            @Nullable Change userData,
            @Nullable String diskConfig) {}

    /** A new value; null for none. */
    public record Change(@Nullable String value) {}

    /** {@code anyImage} is whether a volume that the server boots from may be given another image. */
    public Server rebuild(Caller caller, Server server, Wanted wanted, boolean anyImage) {
        ServerActions.unlocked(caller, server);
        ServerAction.REBUILD.taskFor(server);
        var spec = spec(caller, server, wanted, anyImage);
        quota.metadata(server.projectId(), wanted.text().apply(server.text()).metadata());
        boolean stopped = server.vmState() == VmState.STOPPED;
        var what = new ServerTasks.Begin(
                caller,
                ServerAction.REBUILD,
                server.id(),
                RebuildSaga.NAME,
                new RebuildSaga.Rebuild(caller, server.id(), stopped));
        var begun = tasks.begin(what, (tx, seen) -> {
            var now = tasks.now();
            stores.servers().describe(tx, seen.with(wanted.text().apply(seen.text()), now));
            stores.servers().respec(tx, seen.id(), spec, now);
        });
        var after = stores.servers().find(server.id()).orElse(server);
        tasks.launch(begun);
        return after;
    }

    private ServerSpec spec(Caller caller, Server server, Wanted wanted, boolean anyImage) {
        var spec = server.bootsFromVolume()
                ? images.onVolume(caller, server, wanted.image(), anyImage)
                : images.onHost(caller, server, wanted.image());
        if (wanted.key() != null) {
            spec = keyed(server, spec, wanted.key().value());
        }
        if (wanted.userData() != null) {
            spec = spec.withUserData(wanted.userData().value());
        }
        return wanted.diskConfig() == null ? spec : spec.withDiskConfig(wanted.diskConfig());
    }

    private ServerSpec keyed(Server server, ServerSpec spec, @Nullable String name) {
        if (name == null) {
            return spec.with(ServerKey.NONE);
        }
        var key = stores.keys()
                .find(server.userId(), name)
                .orElseThrow(() -> new Fault.Invalid("Invalid key_name provided."));
        return spec.with(new ServerKey(name, key.publicKey()));
    }

    /** Which image a server may be made anew from. */
    public record BootImages(ImageCatalog images, BlockStorage volumes) {
        ServerSpec onHost(Caller caller, Server server, ImageId id) {
            var image = find(caller, id);
            Specs.fits(image, server.spec().flavor());
            return server.spec().with(new BootImage(id, image.properties()));
        }

        private ImageCatalog.Image find(Caller caller, ImageId id) {
            try {
                return images.find(caller, id);
            } catch (Fault.NotFound | Fault.Forbidden gone) {
                throw new Fault.Invalid("Cannot find image for rebuild");
            }
        }

        /** The volume keeps what is on it: it may only be asked for the image that it was made from. */
        ServerSpec onVolume(Caller caller, Server server, ImageId id, boolean anyImage) {
            find(caller, id);
            if (id.text().equals(imageOf(caller, server))) {
                return server.spec();
            }
            if (anyImage) {
                throw new Fault.NotImplemented("A volume that a server boots from cannot be given another image yet.");
            }
            throw new Fault.Invalid(("Image %s is unacceptable: Unable to rebuild with a different image for a"
                            + " volume-backed server.")
                    .formatted(id.text()));
        }

        private @Nullable String imageOf(Caller caller, Server server) {
            for (var disk : server.disks()) {
                var volume = disk.volume();
                if (disk.bootIndex() == 0 && volume != null) {
                    Map<String, String> known = volumes.volume(caller, volume).imageMetadata();
                    return known.get("image_id");
                }
            }
            return null;
        }
    }
}
