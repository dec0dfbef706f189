package stratus.nova.compute;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import stratus.oslo.base.Ids.PortId;

/** Who waits for which port to be wired; an event that comes before anybody waits is kept. */
final class PluggedPorts {
    private final Map<String, CompletableFuture<Boolean>> ports = new ConcurrentHashMap<>();

    void plugged(String port, boolean active) {
        if (active) {
            of(port).complete(true);
        } else {
            ports.remove(port);
        }
    }

    /** Whether all of them were wired within the time. */
    boolean await(Set<PortId> wanted, Duration patience) {
        var all = wanted.stream().map(p -> of(p.text())).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(all).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            wanted.forEach(p -> ports.remove(p.text()));
        }
    }

    private CompletableFuture<Boolean> of(String port) {
        return ports.computeIfAbsent(port, _ -> new CompletableFuture<>());
    }
}
