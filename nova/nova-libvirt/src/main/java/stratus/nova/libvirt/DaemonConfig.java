package stratus.nova.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The directories and configuration files of a private libvirtd. */
final class DaemonConfig {
    private static final String USER = "libvirt-qemu";
    /** Debian's own number for it. */
    private static final int ID = 64055;

    private final Path folder;
    private final String hostname;
    private final VirtType virtType;

    DaemonConfig(Path folder, String hostname, VirtType virtType) {
        this.folder = folder;
        this.hostname = hostname;
        this.virtType = virtType;
    }

    /** Whether there is a KVM device, and it is of no use. */
    boolean hidesKvm() {
        return virtType == VirtType.QEMU && Files.exists(Path.of("/dev/kvm"));
    }

    void write() {
        try {
            for (var name : List.of("", "run", "etc", "lib", "log", "cache", "sock")) {
                var path = Files.createDirectories(folder.resolve(name));
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            Files.writeString(folder.resolve("etc/libvirtd.conf"), libvirtd());
            Files.writeString(folder.resolve("etc/qemu.conf"), qemu());
            accounts();
            hosts();
            noKvm();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String libvirtd() {
        return """
                unix_sock_dir = "%s/sock"
                unix_sock_rw_perms = "0700"
                unix_sock_ro_perms = "0700"
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

    /**
     * libvirtd refuses to live without QEMU's user, which comes with the distribution's libvirt service only, and that
     * is not wanted here: so its mount namespace has accounts of its own.
     */
    private void accounts() throws IOException {
        var users = Files.readAllLines(Path.of("/etc/passwd"));
        var groups = Files.readAllLines(Path.of("/etc/group"));
        if (users.stream().noneMatch(line -> line.startsWith(USER + ":"))) {
            users.add("%s:x:%d:%d:Libvirt Qemu:/:/usr/sbin/nologin".formatted(USER, ID, ID));
            groups.replaceAll(DaemonConfig::withKvm);
            groups.add("%s:x:%d:".formatted(USER, ID));
        }
        Files.write(folder.resolve("passwd"), users);
        Files.write(folder.resolve("group"), groups);
    }

    /** libvirtd asks for its own name often, and no name server is in reach of the namespace: a minute each time. */
    private void hosts() throws IOException {
        var lines = Files.readAllLines(Path.of("/etc/hosts"));
        lines.add("127.0.1.1 " + hostname);
        Files.write(folder.resolve("hosts"), lines);
    }

    /** libvirtd cannot give each QEMU a device folder of its own when there is a mount in it. */
    private String qemu() {
        return hidesKvm() ? "namespaces = []\n" : "";
    }

    /** A file that nobody may open. */
    private void noKvm() throws IOException {
        var file = folder.resolve("nokvm");
        Files.write(file, new byte[0]);
        Files.setPosixFilePermissions(file, Set.of());
    }

    /** Whoever may use KVM is in its group. */
    private static String withKvm(String line) {
        if (!line.startsWith("kvm:")) {
            return line;
        }
        return line.endsWith(":") ? line + USER : line + "," + USER;
    }
}
