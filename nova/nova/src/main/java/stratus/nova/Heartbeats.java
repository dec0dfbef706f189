package stratus.nova;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import stratus.nova.store.ServiceStore;
import stratus.oslo.base.Threads;
import stratus.oslo.db.Db;

/** Says every now and then that this process's conductor and scheduler live. */
final class Heartbeats implements AutoCloseable {
    private static final System.Logger log = System.getLogger("nova");
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int VERSION = 70; // as hosts are registered
    private static final List<String> PROGRAMS = List.of("nova-conductor", "nova-scheduler");

    private final Db db;
    private final ServiceStore services;
    private final String host;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("nova heartbeats").factory());

    Heartbeats(Db db, ServiceStore services, String host, InstantSource clock) {
        this.db = db;
        this.services = services;
        this.host = host;
        this.clock = clock;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::beat, 0, EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    private void beat() {
        try {
            var now = clock.instant();
            var fresh = PROGRAMS.stream().map(_ -> UUID.randomUUID()).toList();
            db.run(tx -> {
                for (int i = 0; i < PROGRAMS.size(); i++) {
                    services.heartbeat(tx, fresh.get(i), PROGRAMS.get(i), host, VERSION, now);
                }
            });
        } catch (RuntimeException e) {
            log.log(Level.DEBUG, "a heartbeat failed, and is tried again", e);
        }
    }

    @Override
    public void close() {
        Threads.end(timer);
    }
}
