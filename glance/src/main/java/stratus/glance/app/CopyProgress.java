package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import stratus.glance.domain.Task;
import stratus.glance.registry.TaskStore;
import stratus.oslo.base.Fault;

/** Tells in a task's message how much of an image it has copied to a store: each minute, and at the end. */
public final class CopyProgress {
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final TaskStore tasks;
    private final InstantSource clock;

    public CopyProgress(TaskStore tasks, InstantSource clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    /** The same bytes; reading fails with {@link Fault.Conflict} once another ended the task. */
    InputStream told(Task task, InputStream data) {
        return new Told(task, data);
    }

    private final class Told extends WatchedStream {
        private final Task task;
        private Instant next = clock.instant().plus(EVERY);
        private long copied;

        Told(Task task, InputStream data) {
            super(data);
            this.task = task;
        }

        @Override
        void passed(byte[] bytes, int from, int length) {
            copied += length;
            if (!clock.instant().isBefore(next)) {
                next = clock.instant().plus(EVERY);
                tell();
            }
        }

        private void tell() {
            if (!tasks.note(task.id(), "Copied %d MiB".formatted(copied >> 20), clock.instant())) {
                throw new Fault.Conflict("Task was aborted externally");
            }
        }

        @Override
        public void close() throws IOException {
            try {
                tell();
            } finally {
                super.close();
            }
        }
    }
}
