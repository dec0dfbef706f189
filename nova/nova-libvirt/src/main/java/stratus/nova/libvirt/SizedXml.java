package stratus.nova.libvirt;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import stratus.nova.compute.virt.Resizing.Size;

/** A guest's definition with another size; all else in it stays. */
final class SizedXml {
    private SizedXml() {}

    static String of(String xml, Size size) {
        var domain = DomainView.parse(xml);
        long kib = size.memoryMib() * 1024L;
        all(domain, "memory").filter(e -> e.getParentNode() == domain).forEach(e -> amount(e, kib));
        all(domain, "currentMemory").forEach(e -> amount(e, kib));
        all(domain, "vcpu").forEach(e -> cpus(e, size.vcpus()));
        all(domain, "topology").forEach(e -> topology(e, size.vcpus()));
        all(domain, "nova:memory").forEach(e -> e.setTextContent(Integer.toString(size.memoryMib())));
        all(domain, "nova:vcpus").forEach(e -> e.setTextContent(Integer.toString(size.vcpus())));
        return DomainView.xml(domain);
    }

    private static void amount(Element element, long kib) {
        element.setAttribute("unit", "KiB");
        element.setTextContent(Long.toString(kib));
    }

    private static void cpus(Element element, int count) {
        element.removeAttribute("current");
        element.setTextContent(Integer.toString(count));
    }

    /** As many sockets as processors, each of one core: as guests are made. */
    private static void topology(Element element, int count) {
        element.setAttribute("sockets", Integer.toString(count));
        for (var one : new String[] {"dies", "clusters", "cores", "threads"}) {
            if (element.hasAttribute(one)) {
                element.setAttribute(one, "1");
            }
        }
    }

    private static Stream<Element> all(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i));
    }
}
