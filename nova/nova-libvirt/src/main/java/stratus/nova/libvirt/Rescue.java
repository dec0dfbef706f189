package stratus.nova.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.libvirt.Domain.XMLFlags;
import org.libvirt.LibvirtException;
import stratus.nova.compute.virt.GuestSpec;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;

/**
 * Starts guests from another image, and back.
 *
 * <p>What a guest was is in its folder before anything changes, so that there is a way back from wherever this ended.
 */
final class Rescue {
    private final Hypervisor hypervisor;
    private final GuestDisks disks;

    Rescue(Hypervisor hypervisor, GuestDisks disks) {
        this.hypervisor = hypervisor;
        this.disks = disks;
    }

    void begin(ServerId server, GuestSpec.ImageDisk image, GuestFolder folder) {
        var original = original(server, folder);
        var disk =
                new GuestSpec.ImageDisk("rescue", true, image.image(), image.base(), image.format(), image.sizeGib());
        disks.make(disk, folder);
        restart(server, new RescueXml(original).with(folder.disk(disk)));
    }

    private String original(ServerId server, GuestFolder folder) {
        try {
            var saved = folder.rescued();
            if (!Files.exists(saved)) {
                var xml = hypervisor.guest(server, domain -> domain.getXMLDesc(XMLFlags.INACTIVE));
                var half = saved.resolveSibling(saved.getFileName() + ".part");
                Files.writeString(half, xml);
                Files.move(half, saved, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(saved);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void end(ServerId server, GuestFolder folder) {
        try {
            var saved = folder.rescued();
            if (Files.exists(saved)) {
                restart(server, Files.readString(saved));
                Files.delete(saved);
            }
            Files.deleteIfExists(disk(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path disk(GuestFolder folder) {
        return folder.path().resolve("disk.rescue");
    }

    /** Anew, with another definition. */
    private void restart(ServerId server, String xml) {
        hypervisor.ask(connect -> {
            var domain = Hypervisor.find(connect, server);
            if (domain == null) {
                throw new Fault.NotFound("Instance", server.text());
            }
            try {
                Power.end(domain);
                Suspending.forget(domain);
            } finally {
                domain.free();
            }
            return started(connect.domainDefineXML(xml));
        });
    }

    private static boolean started(org.libvirt.Domain domain) throws LibvirtException {
        try {
            domain.create();
            return true;
        } finally {
            domain.free();
        }
    }
}
