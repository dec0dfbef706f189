package stratus.main;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import stratus.keystone.app.Export;

/** Writes catalog and identities as one file for people to read. */
@Command(name = "export", description = "Writes catalog and identities as one file.")
final class KeystoneExport implements Callable<Integer> {
    @Mixin
    private final KeystoneAt at = new KeystoneAt();

    @Parameters(arity = "0..1", description = "where to write; without it, to standard output")
    private @Nullable Path file;

    @Option(names = "--with-password-hashes", description = "guard the file like the database itself")
    private boolean hashes;

    @Option(names = "--without-ids", description = "for clouds that have these things under other ids")
    private boolean withoutIds;

    @Override
    public Integer call() {
        at.existing().use((keystone, out) -> write(out, keystone.export(new Export.Options(hashes, !withoutIds))));
        return 0;
    }

    private void write(PrintStream out, String yaml) {
        if (file == null) {
            out.print(yaml);
            return;
        }
        try {
            Secrets.write(file.toAbsolutePath(), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
