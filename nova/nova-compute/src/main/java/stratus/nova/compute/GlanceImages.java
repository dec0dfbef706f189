package stratus.nova.compute;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import stratus.clients.glance.ImageClient;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;

/** Images of Glance. */
public record GlanceImages(ImageClient client) implements Images {
    private static final Duration SETTLES = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(200);

    @Override
    public Image show(Caller caller, ImageId id) {
        var image = client.show(caller, id);
        var format = image.diskFormat() == null ? "raw" : image.diskFormat();
        return new Image(id, image.status(), format);
    }

    @Override
    public void upload(Caller caller, ImageId id, String format, Path from) {
        if (!settled(caller, id).equals("active")) {
            client.update(caller, id, Map.of("disk_format", format, "container_format", "bare"));
            client.upload(caller, id, from);
        }
    }

    /** Its status, once Glance noticed that an upload before this one was broken off. */
    private String settled(Caller caller, ImageId id) {
        long until = System.nanoTime() + SETTLES.toNanos();
        var status = client.show(caller, id).status();
        while (status.equals("saving") && System.nanoTime() < until) {
            pause();
            status = client.show(caller, id).status();
        }
        return status;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault.Unavailable("image", e);
        }
    }

    @Override
    public void download(Caller caller, ImageId id, Path to) {
        client.download(caller, id, to);
    }
}
