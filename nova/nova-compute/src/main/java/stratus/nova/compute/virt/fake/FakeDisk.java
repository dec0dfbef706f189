package stratus.nova.compute.virt.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import stratus.oslo.base.Fault;

/** The root disk of a fake guest: the image that it was made from. */
record FakeDisk(Path file, String format) {
    static FakeDisk of(FakeGuest guest) {
        var root = guest.root();
        if (root == null) {
            throw new Fault.Conflict("Instance %s has no root disk on this host."
                    .formatted(guest.server().text()));
        }
        return new FakeDisk(Path.of(root.file()), root.format());
    }

    String copy(Path to) {
        try {
            Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            return format;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
