package stratus.nova.libvirt;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A guest's definition with another root disk in front of its own, and without what else it has on disks. */
record RescueXml(String original) {
    /** {@code disk} is a file of QEMU's own format. */
    String with(Path disk) {
        var domain = DomainView.parse(original);
        var devices = child(domain, "devices");
        var root = root(devices);
        var rescue = (Element) root.cloneNode(true);
        drop(rescue, "address", "alias", "serial", "backingStore");
        rescue.setAttribute("type", "file");
        driver(rescue);
        source(rescue, disk);
        drop(root, "boot", "address", "alias");
        var target = child(root, "target");
        target.setAttribute("dev", second(target.getAttribute("dev")));
        others(devices, root);
        devices.insertBefore(rescue, root);
        return DomainView.xml(domain);
    }

    private static void driver(Element disk) {
        child(disk, "driver").setAttribute("type", "qcow2");
    }

    private static void source(Element disk, Path file) {
        var source = child(disk, "source");
        while (source.getAttributes().getLength() > 0) {
            source.removeAttribute(source.getAttributes().item(0).getNodeName());
        }
        source.setAttribute("file", file.toString());
    }

    /** Like {@code vdb} for {@code vda}. */
    private static String second(String first) {
        return first.substring(0, first.length() - 1) + (char) (first.charAt(first.length() - 1) + 1);
    }

    /** The disk that the guest boots from. */
    private static Element root(Element devices) {
        for (var node = devices.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element disk && isDisk(disk) && find(disk, "boot") != null) {
                return disk;
            }
        }
        throw new IllegalStateException("the guest has no disk to boot from");
    }

    private static boolean isDisk(Element element) {
        return element.getTagName().equals("disk")
                && element.getAttribute("device").equals("disk");
    }

    private static void others(Element devices, Element root) {
        var node = devices.getFirstChild();
        while (node != null) {
            var next = node.getNextSibling();
            if (node instanceof Element disk && isDisk(disk) && disk != root) {
                devices.removeChild(disk);
            }
            node = next;
        }
    }

    private static void drop(Element parent, String... names) {
        for (var name : names) {
            var found = find(parent, name);
            if (found != null) {
                parent.removeChild(found);
            }
        }
    }

    private static Element child(Element parent, String name) {
        var found = find(parent, name);
        if (found == null) {
            throw new IllegalStateException("there is no " + name + " in " + parent.getTagName());
        }
        return found;
    }

    private static @Nullable Element find(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }
}
