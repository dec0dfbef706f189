package stratus.main.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import stratus.oslo.process.Programs;

/** The demonstration's own SSH key, made at the first run. */
record KeyFile(Path secret) {

    static KeyFile in(Path folder, Programs programs) {
        var file = folder.resolve("id_ed25519");
        if (!Files.exists(file)) {
            programs.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "demo", "-f", file.toString());
        }
        return new KeyFile(file);
    }

    Path open() {
        return secret.resolveSibling(secret.getFileName() + ".pub");
    }

    static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
