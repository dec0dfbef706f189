package stratus.nova.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import stratus.oslo.process.Programs;

/** The directories and configuration files of a private libvirtd. */
final class DaemonConfig {
    private final Path folder;
    private final String hostname;
    private final Programs programs;

    DaemonConfig(Path folder, String hostname, Programs programs) {
        this.folder = folder;
        this.hostname = hostname;
        this.programs = programs;
    }

    void write() {
        try {
            for (var name : List.of("", "run", "etc", "lib", "log", "cache", "sock")) {
                var path = Files.createDirectories(folder.resolve(name));
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            Files.writeString(folder.resolve("etc/libvirtd.conf"), libvirtd());
            Files.writeString(folder.resolve("etc/qemu.conf"), qemu());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String libvirtd() {
        return """
                unix_sock_dir = "%s/sock"
                unix_sock_rw_perms = "0700"
                auth_unix_rw = "none"
                auth_unix_ro = "none"
                host_uuid = "%s"
                log_outputs = "3:file:%s/log/libvirtd.log"
                """.formatted(folder, hostUuid(), folder);
    }

    /** Each host needs its own, or no guest can move between two on one machine. */
    private UUID hostUuid() {
        return UUID.nameUUIDFromBytes((hostname + "\n" + folder).getBytes(StandardCharsets.UTF_8));
    }

    /** The distribution's own user for QEMU comes with its libvirt service only, which is not needed here. */
    private String qemu() {
        if (exists("passwd", "libvirt-qemu")) {
            return "";
        }
        var group = exists("group", "kvm") ? "kvm" : "nogroup";
        return "user = \"nobody\"\ngroup = \"%s\"\n".formatted(group);
    }

    private boolean exists(String database, String name) {
        return programs.attempt("", List.of("getent", database, name), Duration.ofSeconds(10))
                .ok();
    }
}
