package stratus.neutron.agent.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import stratus.oslo.process.Programs;

/**
 * The namespaces that this agent made.
 *
 * <p>Each is noted in a file before it is made, so that after a crash too every one is known, and another agent's on
 * the same machine is never touched.
 */
public final class Namespaces {
    private static final Path ALL = Path.of("/run/netns");

    private final Path notes;
    private final Programs programs;

    public Namespaces(Path notes, Programs programs) {
        this.notes = notes;
        this.programs = programs;
    }

    public Namespace get(String name) {
        return new Namespace(name, programs);
    }

    /** Makes the namespace unless it is there; true when it is new. The host itself is always there. */
    public boolean ensure(String name) {
        if (name.isEmpty()) {
            return false;
        }
        if (isThere(name)) {
            noteIfOurs(name);
            return false;
        }
        note(name);
        deleteIfKnown(name);
        programs.run("ip", "netns", "add", name);
        programs.run("ip", "-n", name, "link", "set", "lo", "up");
        return true;
    }

    /** Removes a namespace that is ours, with the devices in it; one that is not there is a success. */
    public void remove(String name) {
        deleteIfKnown(name);
        try {
            Files.deleteIfExists(notes.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SortedSet<String> owned() {
        if (!Files.isDirectory(notes)) {
            return new TreeSet<>();
        }
        try (var files = Files.list(notes)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteIfKnown(String name) {
        if (Files.exists(ALL.resolve(name))) {
            programs.run("ip", "netns", "del", name);
        }
    }

    /** One that is named after a network or a router can be nobody else's, even when its note was lost. */
    private void noteIfOurs(String name) {
        if (name.startsWith("qdhcp-") || name.startsWith("qrouter-")) {
            note(name);
        }
    }

    private void note(String name) {
        try {
            Files.createDirectories(notes);
            Files.writeString(notes.resolve(name), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A bare file without a namespace behind it is what a crash or a reboot leaves. */
    public boolean isThere(String name) {
        if (name.isEmpty()) {
            return true;
        }
        try {
            var file = ALL.resolve(name);
            return Files.exists(file) && Files.getFileStore(file).type().equals("nsfs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
