package stratus.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where the roles listen.
 *
 * @param listen the address; 127.0.0.1 unless the operator says else
 * @param byRole every role that listens, with its port
 */
record Ports(String listen, Map<Role, Integer> byRole) {
    /** The ports that OpenStack's clients expect, all shifted by {@code shift}. */
    static Ports standard(String listen, int shift) {
        var ports = new EnumMap<Role, Integer>(Role.class);
        for (var role : Role.values()) {
            if (role.port() != 0) {
                ports.put(role, role.port() + shift);
            }
        }
        return new Ports(listen, ports);
    }

    /** Any that are free now: for tests, many clouds side by side. */
    static Ports free(String listen) {
        var ports = new EnumMap<Role, Integer>(Role.class);
        for (var role : Role.values()) {
            if (role.port() != 0) {
                ports.put(role, freePort(listen));
            }
        }
        return new Ports(listen, ports);
    }

    private static int freePort(String listen) {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(listen))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int of(Role role) {
        var port = byRole.get(role);
        if (port == null) {
            throw new IllegalArgumentException(role.text() + " does not listen");
        }
        return port;
    }

    /** The address of a role's API, without a slash at the end. */
    String url(Role role) {
        return "http://%s:%d".formatted(listen, of(role));
    }
}
