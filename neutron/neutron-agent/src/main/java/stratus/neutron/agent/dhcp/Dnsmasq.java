package stratus.neutron.agent.dhcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import stratus.neutron.agent.host.Namespace;
import stratus.oslo.process.Programs;

/**
 * The dnsmasq processes of this host, each with a folder of its own for what it reads and writes.
 *
 * <p>They outlive the agent: what a dead one started is found again by its folder. A change of files is told by SIGHUP;
 * a change of the command line takes a new process, as does a lease whose port is gone.
 */
public final class Dnsmasq {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path folders;
    private final Programs programs;

    public Dnsmasq(Path folders, Programs programs) {
        this.folders = folders;
        this.programs = programs;
    }

    /**
     * One process.
     *
     * @param id its folder's name
     * @param arguments where {@code %s} stands for the folder
     * @param files by name, read again at each change
     */
    public record Spec(String id, List<String> arguments, Map<String, String> files) {}

    /** Starts it, tells it of changes, or leaves it alone. */
    public void ensure(Spec spec, Namespace namespace) {
        var folder = folders.resolve(spec.id());
        open(folder);
        boolean changed = false;
        for (var file : spec.files().entrySet()) {
            changed |= write(folder.resolve(file.getKey()), file.getValue());
        }
        var command = command(spec, folder, namespace);
        boolean other = write(folder.resolve("command"), String.join("\n", command));
        var process = process(spec.id());
        var leases = new Leases(folder.resolve("leases"), spec.files().getOrDefault("host", ""));
        if (process.isPresent() && !other && !leases.anyStale()) {
            if (changed) {
                programs.run("kill", "-HUP", String.valueOf(process.get().pid()));
            }
            return;
        }
        process.ifPresent(Dnsmasq::end);
        leases.forgetStale();
        programs.run("", command);
    }

    private static List<String> command(Spec spec, Path folder, Namespace namespace) {
        var line = new ArrayList<>(
                List.of("dnsmasq", "--conf-file=/dev/null", "--no-hosts", "--no-resolv", "--pid-file=" + pid(folder)));
        spec.arguments().forEach(argument -> line.add(argument.replace("%s", folder.toString())));
        return namespace.inside(line.toArray(String[]::new));
    }

    /** Ends the process and forgets it; one that is not there is a success. */
    public void remove(String id) {
        process(id).ifPresent(Dnsmasq::end);
        try (Stream<Path> files = Files.exists(folders.resolve(id)) ? Files.list(folders.resolve(id)) : Stream.of()) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.deleteIfExists(folders.resolve(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public SortedSet<String> known() {
        if (!Files.isDirectory(folders)) {
            return new TreeSet<>();
        }
        try (var list = Files.list(folders)) {
            return list.map(folder -> folder.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The living process of that folder: its number alone may by now be another's. */
    private Optional<ProcessHandle> process(String id) {
        var pid = pid(folders.resolve(id));
        try {
            var number = Files.exists(pid) ? Files.readString(pid).strip() : "";
            var line = Path.of("/proc", number, "cmdline");
            if (number.isEmpty()
                    || !Files.exists(line)
                    || !Files.readString(line).contains(pid.toString())) {
                return Optional.empty();
            }
            return ProcessHandle.of(Long.parseLong(number));
        } catch (IOException e) {
            // it ended while we looked
            return Optional.empty();
        }
    }

    private static Path pid(Path folder) {
        return folder.resolve("pid");
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** dnsmasq reads its files with the rights of nobody. */
    private static void open(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            for (var above = folder.toAbsolutePath(); above != null; above = above.getParent()) {
                if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    throw new IllegalStateException("dnsmasq cannot enter " + above);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the file as a whole when its text is another; true when it was. */
    private static boolean write(Path file, String text) {
        try {
            if (Files.exists(file) && Files.readString(file).equals(text)) {
                return false;
            }
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, text);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
