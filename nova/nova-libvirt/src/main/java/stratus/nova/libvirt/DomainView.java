package stratus.nova.libvirt;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import stratus.nova.compute.virt.GuestSpec;

/** What libvirt's description of a guest says, as it is defined or as it runs. */
final class DomainView {
    private final Element domain;

    DomainView(String xml) {
        this.domain = parse(xml);
    }

    /** The device to give back to libvirt to have it taken away. */
    Optional<String> volume(GuestSpec.VolumeDisk volume) {
        return all(domain, "disk")
                .filter(disk -> text(disk, "serial").equals(volume.volume().text()))
                .findFirst()
                .map(DomainView::xml);
    }

    Optional<String> nic(GuestSpec.Nic nic) {
        return all(domain, "interface")
                .filter(element -> attribute(element, "mac", "address").equalsIgnoreCase(nic.macAddress()))
                .findFirst()
                .map(DomainView::xml);
    }

    /** The device's name in the guest, as libvirt calls it. */
    Optional<String> target(GuestSpec.VolumeDisk volume) {
        return all(domain, "disk")
                .filter(disk -> text(disk, "serial").equals(volume.volume().text()))
                .findFirst()
                .map(disk -> attribute(disk, "target", "dev"));
    }

    /** The names of its disks, without drives for CDs. */
    List<String> disks() {
        return all(domain, "disk")
                .filter(disk -> disk.getAttribute("device").equals("disk"))
                .map(disk -> attribute(disk, "target", "dev"))
                .toList();
    }

    /** @param target the host's end */
    record NicView(String macAddress, String target) {}

    List<NicView> nics() {
        return all(domain, "interface")
                .map(nic -> new NicView(attribute(nic, "mac", "address"), attribute(nic, "target", "dev")))
                .toList();
    }

    /** As the guest was made, so that what is plugged in later is like the rest. */
    Hardware hardware() {
        var machine = attribute(domain, "type", "machine").contains("q35") ? "q35" : "pc";
        var bus = all(domain, "disk")
                .filter(disk -> disk.getAttribute("device").equals("disk"))
                .map(disk -> attribute(disk, "target", "bus"))
                .findFirst()
                .orElse("virtio");
        var model = all(domain, "interface")
                .map(nic -> attribute(nic, "model", "type"))
                .findFirst()
                .orElse("virtio");
        return new Hardware(machine, bus, "scsi", model, "vga", false);
    }

    /** The socket of the screen, as libvirtd sees it; empty where the guest is off or has no screen. */
    Optional<String> screen() {
        return all(domain, "listen")
                .filter(listen -> listen.getAttribute("type").equals("socket"))
                .map(listen -> listen.getAttribute("socket"))
                .filter(socket -> !socket.isEmpty())
                .findFirst();
    }

    /** The text of the first element with this name, in a host's capabilities as well. */
    String text(String name) {
        return text(domain, name);
    }

    /** The {@code key} of all elements called {@code name}. */
    List<String> attributes(String name, String key) {
        return all(domain, name).map(element -> element.getAttribute(key)).toList();
    }

    private static String text(Element parent, String name) {
        return all(parent, name).findFirst().map(Element::getTextContent).orElse("");
    }

    private static String attribute(Element parent, String name, String key) {
        return all(parent, name)
                .findFirst()
                .map(element -> element.getAttribute(key))
                .orElse("");
    }

    private static Stream<Element> all(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i));
    }

    static Element parse(String xml) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)))
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("libvirt's XML cannot be read", e);
        }
    }

    static String xml(Element element) {
        try {
            var out = new StringWriter();
            var writer = TransformerFactory.newInstance().newTransformer();
            writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            writer.transform(new DOMSource(element), new StreamResult(out));
            return out.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }
}
