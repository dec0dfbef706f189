package stratus.nova.conductor;

import java.util.function.Predicate;
import stratus.clients.neutron.NetworkClient;
import stratus.clients.neutron.Port;
import stratus.nova.domain.Server;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;

/** Ports that builds made are deleted; those that a user made are let go of. */
public record NeutronCleanup(NetworkClient client) implements Cleanup.Devices {
    @Override
    public void release(Caller self, ServerId server, int attempt) {
        each(self, server, p -> p.attempt() != null && p.attempt() == attempt);
    }

    @Override
    public void releaseAll(Caller self, Server server) {
        each(self, server.id(), p -> p.attempt() != null);
    }

    private void each(Caller self, ServerId server, Predicate<Port> made) {
        for (var port : client.ports(self, server)) {
            if (made.test(port)) {
                client.deletePort(self, port.id());
            } else if (port.attempt() == null) {
                client.unbind(self, port.id());
            }
        }
    }
}
