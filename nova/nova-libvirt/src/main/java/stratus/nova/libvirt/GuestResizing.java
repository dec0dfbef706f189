package stratus.nova.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.Function;
import stratus.nova.compute.virt.Resizing;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.process.Programs;
import tools.jackson.databind.json.JsonMapper;

/**
 * Other sizes for guests on this host.
 *
 * <p>The folder {@code before-<move>} has the guest's definition and a copy of its root disk, where that grows. It is
 * there whole or not at all, and its definition is the last that is taken out of it.
 */
final class GuestResizing implements Resizing {
    /** libvirt's VIR_DOMAIN_XML_SECURE and VIR_DOMAIN_XML_INACTIVE. */
    private static final int DEFINITION = 1 | 2;

    private static final String ROOT = "disk.vda";
    private static final String XML = "domain.xml";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Hypervisor hypervisor;
    private final GuestLocks locks;
    private final Function<ServerId, GuestFolder> folders;
    private final Programs programs;

    GuestResizing(Hypervisor hypervisor, GuestLocks locks, Function<ServerId, GuestFolder> folders, Programs programs) {
        this.hypervisor = hypervisor;
        this.locks = locks;
        this.folders = folders;
        this.programs = programs;
    }

    @Override
    public void resize(ServerId server, UUID move, Size size) {
        locks.with(server, () -> {
            var folder = folders.apply(server);
            var now = definition(server);
            boolean grows = grows(folder, size);
            keep(folder, move, now, grows);
            if (grows) {
                programs.run(
                        "qemu-img",
                        "resize",
                        "-q",
                        "-f",
                        "qcow2",
                        folder.path().resolve(ROOT).toString(),
                        size.rootGib() + "G");
            }
            define(SizedXml.of(now, size));
        });
    }

    private String definition(ServerId server) {
        return hypervisor.guest(server, domain -> {
            if (domain.isActive() == 1) {
                throw new Fault.Conflict("Instance %s is running.".formatted(server.text()));
            }
            return domain.getXMLDesc(DEFINITION);
        });
    }

    private void define(String xml) {
        hypervisor.ask(connect -> {
            connect.domainDefineXML(xml).free();
            return true;
        });
    }

    private boolean grows(GuestFolder folder, Size size) {
        var root = folder.path().resolve(ROOT);
        if (size.rootGib() == 0 || !Files.exists(root)) {
            return false;
        }
        long wanted = size.rootGib() * (1L << 30);
        long has = virtualSize(root);
        if (wanted < has) {
            throw new Fault.Invalid("Resize error: Unable to resize disk down.");
        }
        return wanted > has;
    }

    private long virtualSize(Path disk) {
        var info = programs.run("qemu-img", "info", "-U", "-f", "qcow2", "--output=json", disk.toString());
        return JSON.readTree(info).get("virtual-size").asLong();
    }

    private void keep(GuestFolder folder, UUID move, String xml, boolean withRoot) {
        var before = folder.before(move);
        dropOthers(folder, before);
        if (Files.exists(before)) {
            return;
        }
        var half = before.resolveSibling(before.getFileName() + ".part");
        try {
            GuestFolder.delete(half);
            Files.createDirectories(half);
            Files.writeString(half.resolve(XML), xml);
            if (withRoot) {
                Files.copy(folder.path().resolve(ROOT), half.resolve(ROOT), StandardCopyOption.COPY_ATTRIBUTES);
            }
            Files.move(half, before, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            GuestFolder.delete(half);
            throw new UncheckedIOException(e);
        }
    }

    private static void dropOthers(GuestFolder folder, Path before) {
        try (var files = Files.newDirectoryStream(folder.path(), "before-*")) {
            for (var file : files) {
                if (!file.equals(before)) {
                    GuestFolder.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void revert(ServerId server, UUID move) {
        locks.with(server, () -> {
            var folder = folders.apply(server);
            var before = folder.before(move);
            if (Files.exists(before) && end(server)) {
                restore(folder, before);
            }
            GuestFolder.delete(before);
        });
    }

    /** False where the guest is not there. */
    private boolean end(ServerId server) {
        try {
            hypervisor.guest(server, Power::end);
            return true;
        } catch (Fault.NotFound gone) {
            return false;
        }
    }

    private void restore(GuestFolder folder, Path before) {
        try {
            var root = before.resolve(ROOT);
            if (Files.exists(root)) {
                Files.move(root, folder.path().resolve(ROOT), StandardCopyOption.ATOMIC_MOVE);
            }
            define(Files.readString(before.resolve(XML)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void confirm(ServerId server, UUID move) {
        locks.with(server, () -> GuestFolder.delete(folders.apply(server).before(move)));
    }
}
