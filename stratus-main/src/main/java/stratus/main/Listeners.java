package stratus.main;

import java.util.ArrayList;
import java.util.List;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Api;
import stratus.oslo.http.ApiServer;

/** The APIs that this process serves. */
final class Listeners implements AutoCloseable {
    private final Ports ports;
    private final List<ApiServer> servers = new ArrayList<>();

    Listeners(Ports ports) {
        this.ports = ports;
    }

    /** What listens at an address and port until it is closed. */
    interface Listener<T extends AutoCloseable> {
        T listen(String address, int port);
    }

    /** Serves from now on, until this is closed. */
    void serve(Role role, Api api) {
        servers.add(begin(role, (address, port) -> ApiServer.start(api, address, port)));
    }

    /** Listens from now on; a port that is taken stops the start, by its number and role. */
    <T extends AutoCloseable> T begin(Role role, Listener<T> listener) {
        try {
            return listener.listen(ports.listen(), ports.of(role));
        } catch (RuntimeException e) {
            throw new Fault.Conflict("%s cannot listen on %s:%d (%s); --port-base shifts all ports"
                    .formatted(role.text(), ports.listen(), ports.of(role), e.getMessage()));
        }
    }

    @Override
    public void close() {
        servers.reversed().forEach(ApiServer::close);
    }
}
