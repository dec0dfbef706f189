package stratus.oslo.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A network namespace of Linux, entered for the length of one piece of work.
 *
 * <p>Sockets opened in the work belong to the namespace for ever, and may be used from any thread. The work runs on a
 * platform thread of its own, which ends with it: a thread that changed its namespace must never serve another.
 */
public final class NetworkNamespace {
    private static final int CLONE_NEWNET = 0x40000000;
    private static final int O_RDONLY_CLOEXEC = 0x80000;

    private final Path file;
    private final Syscalls syscalls = new Syscalls();

    /** The namespace that {@code file} stands for, as {@code /run/netns/NAME} or {@code /proc/PID/ns/net}. */
    public NetworkNamespace(Path file) {
        this.file = file;
    }

    /** The namespace that {@code ip netns} knows by that name. */
    public static NetworkNamespace named(String name) {
        return new NetworkNamespace(Path.of("/run/netns", name));
    }

    /** Returns or throws what {@code work} did inside; {@link IllegalStateException} where there is no way in. */
    public <T> T call(Callable<T> work) {
        var task = new FutureTask<>(() -> {
            syscalls.enter(file);
            return work.call();
        });
        Thread.ofPlatform().daemon().name("netns-" + file.getFileName()).start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while waiting");
        }
    }

    /** The three calls of the C library that are needed. */
    private static final class Syscalls {
        private final StructLayout state = Linker.Option.captureStateLayout();
        private final VarHandle errno = state.varHandle(PathElement.groupElement("errno"));
        private final MethodHandle open = bind(
                "open",
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                Linker.Option.firstVariadicArg(2));
        private final MethodHandle setns =
                bind("setns", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        private final MethodHandle close =
                bind("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

        private static MethodHandle bind(String name, FunctionDescriptor shape, Linker.Option... options) {
            var linker = Linker.nativeLinker();
            var all = new Linker.Option[options.length + 1];
            System.arraycopy(options, 0, all, 0, options.length);
            all[options.length] = Linker.Option.captureCallState("errno");
            return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), shape, all);
        }

        void enter(Path file) {
            try (var arena = Arena.ofConfined()) {
                var failure = arena.allocate(state);
                int fd = (int) open.invokeExact(failure, arena.allocateFrom(file.toString()), O_RDONLY_CLOEXEC);
                check(fd >= 0, "open", file, failure);
                int entered = (int) setns.invokeExact(failure, fd, CLONE_NEWNET);
                int closed = (int) close.invokeExact(arena.allocate(state), fd);
                check(entered == 0 && closed == 0, "setns", file, failure);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }

        private void check(boolean ok, String call, Path file, MemorySegment failure) {
            if (!ok) {
                throw new IllegalStateException("%s %s: errno %d".formatted(call, file, (int) errno.get(failure, 0L)));
            }
        }
    }
}
