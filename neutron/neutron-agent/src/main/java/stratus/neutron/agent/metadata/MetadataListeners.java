package stratus.neutron.agent.metadata;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import stratus.neutron.agent.dhcp.DhcpNamespace;
import stratus.oslo.process.NetworkNamespace;

/** The sockets at which guests find the metadata: opened in their namespaces, served here. */
public final class MetadataListeners implements AutoCloseable {
    private static final int PORT = 80;
    private static final int BACKLOG = 128;

    private final MetadataProxy proxy;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Source, List<HttpServer>> open = new HashMap<>();

    public MetadataListeners(MetadataProxy proxy) {
        this.proxy = proxy;
    }

    /** Listens in the namespace of {@code source}, unless that is done already. */
    public void ensure(Source source) {
        if (!open.containsKey(source)) {
            open.put(source, NetworkNamespace.named(source.namespace()).call(() -> listen(source)));
        }
    }

    public void retain(Collection<Source> wanted) {
        List.copyOf(open.keySet()).stream()
                .filter(source -> !wanted.contains(source))
                .forEach(this::close);
    }

    /** Forgets the sockets of a namespace that was made anew. */
    public void close(Source source) {
        var servers = open.remove(source);
        if (servers != null) {
            servers.forEach(server -> server.stop(0));
        }
    }

    /** Runs inside the namespace: where a socket is made is where it stays. */
    private List<HttpServer> listen(Source source) throws IOException {
        var servers = new ArrayList<HttpServer>();
        for (var address : addresses(source)) {
            var server = HttpServer.create(new InetSocketAddress(address, PORT), BACKLOG);
            server.setExecutor(workers);
            server.createContext("/", exchange -> proxy.handle(source, exchange));
            server.start();
            servers.add(server);
        }
        return servers;
    }

    private static List<InetAddress> addresses(Source source) throws IOException {
        var addresses = new ArrayList<InetAddress>();
        addresses.add(InetAddress.ofLiteral(DhcpNamespace.METADATA_V4));
        if (source.device() != null) {
            var device = NetworkInterface.getByName(source.device());
            if (device != null) {
                var bytes = InetAddress.ofLiteral(DhcpNamespace.METADATA_V6).getAddress();
                addresses.add(Inet6Address.getByAddress(null, bytes, device.getIndex()));
            }
        }
        return addresses;
    }

    @Override
    public void close() {
        retain(List.of());
        workers.shutdownNow();
    }
}
