package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Set;
import stratus.glance.store.FileStore;

/** Where bits wait for an import: in files, for programs look into them. */
public final class Staging {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final FileStore files;

    public Staging(FileStore files) {
        this.files = files;
    }

    /** Takes the bits whole, or leaves nothing; {@code length} is what was promised, -1 for no promise. */
    long take(String image, InputStream data, long length) throws IOException {
        try (var upload = files.upload(image)) {
            long size = Intake.transfer(data, upload.out());
            if (length >= 0 && size != length) {
                throw Intake.cutOff();
            }
            upload.finish();
            return size;
        }
    }

    InputStream open(String image) throws IOException {
        return files.open(files.url(image), 0);
    }

    Path path(String image) {
        return files.path(image);
    }

    boolean has(String image) {
        return path(image).toFile().isFile();
    }

    /** Where that fails, the next start does it. */
    void remove(String image) {
        try {
            files.delete(files.url(image));
        } catch (IOException e) {
            log.log(Level.WARNING, "staged bits of image " + image + " stay until the next start", e);
        }
    }

    /** After a start: nothing is on its way, and only these images wait. */
    void sweep(Set<String> waiting) {
        try {
            files.tidy();
            for (var url : files.urls()) {
                var image = url.substring(url.lastIndexOf('/') + 1);
                if (!waiting.contains(image)) {
                    files.delete(url);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
