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

    /** Serves from now on; a port that is taken stops the start, by its number and role. */
    void serve(Role role, Api api) {
        try {
            servers.add(ApiServer.start(api, ports.listen(), ports.of(role)));
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
