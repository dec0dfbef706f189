package stratus.nova.conductor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import stratus.nova.domain.Server;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.RequestScope;

/** Builds on hosts, for as long as the host goes on from step to step. */
final class HostCalls {
    private final Function<HostName, ComputeRpc> builders;
    private final Function<HostName, ComputeRpc> compute;
    private final BuildLog log;
    private final StepTimeouts timeouts;
    private final InstantSource clock;

    /** Two ways to a host: {@code builders} wait long for the answer. */
    HostCalls(
            Function<HostName, ComputeRpc> builders,
            Function<HostName, ComputeRpc> compute,
            BuildLog log,
            StepTimeouts timeouts,
            InstantSource clock) {
        this.builders = builders;
        this.compute = compute;
        this.log = log;
        this.timeouts = timeouts;
        this.clock = clock;
    }

    /** One that was sent, and its end. */
    record Sent(BuildAndRun build, CompletableFuture<Boolean> end, Thread thread, Instant at) {}

    static HostName host(Server server) {
        var host = server.host();
        if (host == null) {
            throw new IllegalStateException("no host has been selected");
        }
        return host;
    }

    Sent send(BuildAndRun build, HostName host) {
        var end = new CompletableFuture<Boolean>();
        var request = build.caller().requestId();
        var thread = Thread.ofVirtual()
                .name("build-" + build.server().text())
                .start(() -> RequestScope.run(request, () -> run(build, host, end)));
        return new Sent(build, end, thread, clock.instant());
    }

    private void run(BuildAndRun build, HostName host, CompletableFuture<Boolean> end) {
        try {
            builders.apply(host).buildAndRun(build);
            end.complete(true);
        } catch (RuntimeException | Error failure) {
            end.completeExceptionally(failure);
        }
    }

    /** Returns when the guest runs; throws what the host said, or {@link StepTimeout}. */
    void await(Sent sent) {
        var left = timeouts.of(12);
        while (!ended(sent, left)) {
            left = left(sent);
            if (left.isZero()) {
                sent.thread().interrupt();
                int step = step(sent);
                throw new StepTimeout(step, timeouts.of(step));
            }
        }
    }

    private static boolean ended(Sent sent, Duration wait) {
        try {
            return sent.end().get(Math.max(wait.toMillis(), 1), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            sent.thread().interrupt();
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a host builds");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    /** How much of its time the step has that is under way. */
    private Duration left(Sent sent) {
        var latest = log.latest(sent.build().server(), sent.build().attempt());
        int step = latest == null ? 12 : latest.step();
        var since = latest == null || latest.at().isBefore(sent.at()) ? sent.at() : latest.at();
        var left = Duration.between(clock.instant(), since.plus(timeouts.of(step)));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private int step(Sent sent) {
        var latest = log.latest(sent.build().server(), sent.build().attempt());
        return latest == null ? 12 : latest.step();
    }

    /** Ends what the host may be doing. False where it does not answer: it finds out, once it is back. */
    boolean destroy(HostName host, ComputeRpc.Destroy request) {
        try {
            compute.apply(host).destroy(request);
            return true;
        } catch (Fault.Unavailable gone) {
            return false;
        }
    }
}
