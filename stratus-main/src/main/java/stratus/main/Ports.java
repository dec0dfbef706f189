package stratus.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Where the roles listen.
 *
 * @param listen the address; 127.0.0.1 unless the operator says else
 * @param byRole every role that listens, with its port
 */
record Ports(String listen, Map<Role, Integer> byRole) {
    private static final int LOWEST = 10_000;

    /** Linux' default; those from here on it gives to whoever connects. */
    private static final int LOWEST_OF_CLIENTS = 32_768;

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
        var random = new SplittableRandom();
        for (var role : Role.values()) {
            if (role.port() != 0) {
                ports.put(role, freePort(listen, random, ports.values()));
            }
        }
        return new Ports(listen, ports);
    }

    /** None that the kernel may give to a client in the meantime. */
    private static int freePort(String listen, SplittableRandom random, Collection<Integer> others) {
        int port = random.nextInt(LOWEST, LOWEST_OF_CLIENTS);
        while (others.contains(port) || !isFree(listen, port)) {
            port = random.nextInt(LOWEST, LOWEST_OF_CLIENTS);
        }
        return port;
    }

    private static boolean isFree(String listen, int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getByName(listen))) {
            return true;
        } catch (BindException taken) {
            return false;
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
