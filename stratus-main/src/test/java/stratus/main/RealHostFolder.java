package stratus.main;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import stratus.oslo.messaging.InProcessBus;
import stratus.oslo.process.Programs;

/** The data folder of a test's cloud with libvirt; what it makes on the host goes with it. */
record RealHostFolder(Path path) implements AutoCloseable {

    /** Skips the test on a host that cannot. */
    static RealHostFolder make() throws IOException {
        assumeTrue(
                VirtChoice.of("auto").driver().equals("libvirt"),
                () -> VirtChoice.of("auto").why());
        var path = Files.createTempDirectory(Path.of("/var/tmp"), "stratus-");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
        return new RealHostFolder(path);
    }

    String libvirtd() {
        return "qemu+unix:///system?socket=" + path.resolve("libvirt/sock/libvirt-sock");
    }

    /** Processes, namespaces, mounts and files outside the folder. */
    List<String> left() throws IOException {
        var left = new ArrayList<String>();
        var realm = Realm.of(path);
        if (Files.exists(realm.runtime())) {
            left.add(realm.runtime().toString());
        }
        new Programs()
                .run("ip", "netns")
                .lines()
                .filter(line -> line.startsWith(realm.name()))
                .forEach(left::add);
        Files.readString(Path.of("/proc/self/mounts"))
                .lines()
                .filter(line -> line.contains(path.toString()))
                .forEach(left::add);
        ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(path.toString())
                        || line.contains(realm.runtime().toString()))
                .filter(line -> !line.contains("surefire"))
                .forEach(left::add);
        return left;
    }

    @Override
    public void close() {
        try (var bus = new InProcessBus()) {
            new RealHost(path, "localhost").purge(bus);
        }
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
