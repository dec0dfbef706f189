package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.PendingBits.Reason;
import stratus.glance.registry.PendingStore;
import stratus.glance.store.FileStore;
import stratus.oslo.base.Fault;

/** Where bits wait for an import: in files of this process, for programs look into them. */
public final class Staging {
    private static final System.Logger log = System.getLogger("stratus.glance");

    /** The property of an image that says where others reach the process that has its staged bits. */
    public static final String HOST = "os_glance_stage_host";

    private final FileStore files;
    private final PendingStore places;
    private final String name;
    private final @Nullable String url;

    /**
     * @param owner this process among others; another's files are not here
     * @param url where others reach this process; null where they do not
     */
    public Staging(FileStore files, PendingStore places, String owner, @Nullable String url) {
        this.files = files;
        this.places = places;
        this.name = "os_glance_staging_store@" + owner;
        this.url = url;
    }

    /** What it is called among the stores that bits may be in. */
    String name() {
        return name;
    }

    FileStore files() {
        return files;
    }

    /** A new place. */
    PendingBits place(Image image, Reason reason) {
        return new PendingBits(UUID.randomUUID().toString(), image.id(), reason, name, files.place(image.id()));
    }

    /** What an image's import is to take. */
    PendingBits waiting(Image image) {
        var place = places.staged(image.id())
                .orElseThrow(
                        () -> new Fault.Conflict("Image needs to be staged before 'glance-direct' method can be used"));
        if (!place.store().equals(name)) {
            throw new Fault.Conflict("The data of image %s is staged at another host.".formatted(image.id()));
        }
        return place;
    }

    /** Notes with an image that its bits are staged here. */
    Image tell(Image image) {
        return url == null ? image : image.withProperty(HOST, url);
    }

    /** Where the process is reached that has the image's staged bits; empty where it is this one, or none that is known. */
    public Optional<String> elsewhere(Image image) {
        var host = image.properties().get(HOST);
        return Optional.ofNullable(host).filter(other -> !other.equals(url)).filter(_ -> isElsewhere(image));
    }

    private boolean isElsewhere(Image image) {
        return places.staged(image.id())
                .filter(place -> !place.store().equals(name))
                .isPresent();
    }

    /** How many bytes are staged there, and by this process; -1 for nothing. */
    long size(PendingBits place) {
        try {
            return place.store().equals(name) ? files.size(place.url()) : -1;
        } catch (IOException e) {
            log.log(Level.DEBUG, "nothing is staged", e);
            return -1;
        }
    }

    /** Takes the bits whole, or leaves nothing; {@code length} is what was promised, -1 for no promise. */
    long take(PendingBits place, InputStream data, long length) throws IOException {
        try (var upload = files.upload(place.url())) {
            long size = Intake.transfer(data, upload.out());
            if (length >= 0 && size != length) {
                throw Intake.cutOff();
            }
            upload.finish();
            return size;
        }
    }

    InputStream open(PendingBits place) throws IOException {
        return files.open(place.url(), 0);
    }

    Path path(PendingBits place) throws IOException {
        return files.path(place.url());
    }
}
