package stratus.main;

import java.nio.file.Path;
import stratus.cinder.volume.VolumeAgent;
import stratus.clients.glance.ImageClient;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ImageId;

/**
 * Images for volumes, with the token of who asked for the volume.
 *
 * <p>Work that is taken up after a restart has no token any more; whether its caller may have the image was checked when
 * the volume was accepted, so the service's own will do.
 */
record GlanceBits(ImageClient user, ImageClient service) implements VolumeAgent.Images {
    @Override
    public String fetch(Caller caller, ImageId image, Path into) {
        var glance = glance(caller);
        var format = glance.show(caller, image).diskFormat();
        glance.download(caller, image, into);
        return format == null ? "raw" : format;
    }

    @Override
    public void send(Caller caller, ImageId image, Path from) {
        glance(caller).upload(caller, image, from);
    }

    private ImageClient glance(Caller caller) {
        return caller.token().value().isEmpty() ? service : user;
    }
}
