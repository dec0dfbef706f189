package stratus.nova.app;

import org.jspecify.annotations.Nullable;
import stratus.nova.conductor.RescueSaga;
import stratus.nova.conductor.UnrescueSaga;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerAction;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;

/** Starts servers from other images, to be mended, and back. */
public final class ServerRescues {
    private final ServerTasks tasks;
    private final ImageCatalog images;

    public ServerRescues(ServerTasks tasks, ImageCatalog images) {
        this.tasks = tasks;
        this.images = images;
    }

    /**
     * From {@code wanted}, or from the server's own image where that is null.
     *
     * @param anyRoot whether the caller may have asked for a server that boots from a volume
     */
    public void rescue(Caller caller, Server server, @Nullable ImageId wanted, boolean anyRoot) {
        ServerActions.unlocked(caller, server);
        ServerAction.RESCUE.taskFor(server);
        if (wanted != null) {
            usable(caller, wanted);
        }
        if (server.bootsFromVolume()) {
            throw refused(
                    server,
                    anyRoot
                            ? "Host unable to rescue a volume-backed instance"
                            : "Cannot rescue a volume-backed instance");
        }
        var image = wanted == null ? server.spec().image().id() : wanted;
        if (image == null) {
            throw refused(server, "there is no image to rescue it with");
        }
        tasks.start(
                caller,
                ServerAction.RESCUE,
                server,
                RescueSaga.NAME,
                new RescueSaga.Mend(caller, server.id(), image, server.vmState()));
    }

    private void usable(Caller caller, ImageId id) {
        ImageCatalog.Image image;
        try {
            image = images.find(caller, id);
        } catch (Fault.NotFound gone) {
            throw unusable(id);
        }
        if (!image.status().equals("active")) {
            throw unusable(id);
        }
        if (image.properties().containsKey("hw_rescue_device")
                || image.properties().containsKey("hw_rescue_bus")) {
            throw new Fault.NotImplemented("Images that say how they are shown to a rescued server"
                    + " (hw_rescue_device, hw_rescue_bus) are not supported yet.");
        }
    }

    private static Fault unusable(ImageId id) {
        return new Fault.Invalid("Requested rescue image '%s' is not supported".formatted(id.text()));
    }

    private static Fault refused(Server server, String why) {
        return new Fault.Invalid(
                "Instance %s cannot be rescued: %s".formatted(server.id().text(), why));
    }

    public void unrescue(Caller caller, Server server) {
        tasks.start(
                caller,
                ServerAction.UNRESCUE,
                server,
                UnrescueSaga.NAME,
                new UnrescueSaga.Release(caller, server.id()));
    }
}
