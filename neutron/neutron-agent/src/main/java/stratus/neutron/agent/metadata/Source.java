package stratus.neutron.agent.metadata;

import org.jspecify.annotations.Nullable;
import stratus.neutron.agent.host.Names;
import stratus.neutron.rpc.NetworkServerRpc.AddressOnNetwork;
import stratus.neutron.rpc.RouterId;
import stratus.oslo.base.Ids.NetworkId;

/** A namespace in which guests ask for metadata: that of a network's DHCP server, or a router. */
public sealed interface Source {
    String namespace();

    /** Who asks, as the server is asked for it. */
    AddressOnNetwork address(String ip);

    /** The device at which the link-local IPv6 address is, if it is anywhere. */
    @Nullable String device();

    record OfNetwork(NetworkId network, String device) implements Source {
        @Override
        public String namespace() {
            return Names.dhcpNamespace(network);
        }

        @Override
        public AddressOnNetwork address(String ip) {
            return new AddressOnNetwork(network, null, ip);
        }
    }

    record OfRouter(RouterId router) implements Source {
        @Override
        public String namespace() {
            return Names.routerNamespace(router);
        }

        @Override
        public AddressOnNetwork address(String ip) {
            return new AddressOnNetwork(null, router, ip);
        }

        @Override
        public @Nullable String device() {
            return null;
        }
    }
}
