package stratus.glance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.glance.domain.Image;
import stratus.glance.store.FileStore;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;

/** Several processes with one database and one store. */
class ProcessesTest {
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    @TempDir
    private Path folder = Path.of("");

    static List<Db> databases() {
        return BothDatabases.of("glance");
    }

    private Parts process(String name, Db db) throws IOException {
        return new Parts(db, folder, Map.of("file", new FileStore(folder.resolve("bits"))), name, () -> now);
    }

    private interface Story {
        void happens(Parts one, Parts two, Image image) throws IOException;
    }

    /** With two processes, and an image of the first that waits for its bits. */
    private void together(Db db, Story story) throws IOException {
        try (db;
                var one = process("one", db);
                var two = process("two", db)) {
            story.happens(one, two, one.queued());
        }
    }

    private void leasesEnd() {
        now = now.plus(Parts.LEASE).plusSeconds(1);
    }

    /** Bits between which something happens. */
    private static InputStream meanwhile(byte[] bits, Runnable work) {
        return new ByteArrayInputStream(bits) {
            private boolean done;

            @Override
            public synchronized int read(byte[] bytes, int from, int length) {
                if (pos >= 600_000 && !done) {
                    done = true;
                    work.run();
                }
                return super.read(bytes, from, Math.min(length, 100_000));
            }
        };
    }

    private static byte[] bits(int value) {
        var bits = new byte[1_000_000];
        Arrays.fill(bits, (byte) value);
        return bits;
    }

    private static byte[] read(Parts parts, Image image) throws IOException {
        try (var in =
                parts.downloads.open(parts.images.now(image), 0, List.of()).orElseThrow()) {
            return in.readAllBytes();
        }
    }

    private void assertFiles(int count) throws IOException {
        try (var files = Files.list(folder.resolve("bits"))) {
            assertThat(files).hasSize(count);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void oneThatStartsDoesNotTouchWhatAnotherIsInTheMiddleOf(Db db) throws IOException {
        together(db, (one, two, image) -> {
            var data = meanwhile(bits(1), () -> {
                for (int i = 0; i < 3; i++) {
                    now = now.plus(Parts.LEASE.dividedBy(2));
                    one.claims.renew();
                    two.recovery.start();
                    two.recovery.sweep();
                }
            });
            one.uploads.take(one.caller, image, data, -1, "file");
            assertThat(read(two, image)).isEqualTo(bits(1));
            two.recovery.sweep();
            assertFiles(1);
        });
    }

    @ParameterizedTest
    @MethodSource("databases")
    void oneThatWasTakenForDeadDoesNoHarmToWhatCameAfterIt(Db db) throws IOException {
        together(db, (one, two, image) -> {
            var late = meanwhile(bits(1), () -> {
                leasesEnd();
                two.recovery.sweep();
                two.upload(image, bits(2));
            });
            assertThatThrownBy(() -> one.uploads.take(one.caller, image, late, -1, "file"))
                    .isInstanceOf(Fault.class);
            one.recovery.sweep();
            assertThat(read(two, image)).isEqualTo(bits(2));
            assertFiles(1);
        });
    }

    /** As the one above, but the image waits for the rival's bits when the late ones are there. */
    @ParameterizedTest
    @MethodSource("databases")
    void lateBitsAreNotTakenForARivals(Db db) throws IOException {
        together(db, (one, two, image) -> {
            var fault = new ArrayList<Throwable>();
            var late = meanwhile(bits(1), () -> {
                leasesEnd();
                two.recovery.sweep();
            });
            var rival = meanwhile(bits(2), () -> {
                assertThat(one.status(image)).isEqualTo("saving");
                fault.add(thrown(() -> one.uploads.take(one.caller, image, late, -1, "file")));
            });
            var first = meanwhile(bits(3), () -> {
                leasesEnd();
                two.recovery.sweep();
                two.uploads.take(two.caller, image, rival, -1, "file");
            });
            fault.add(thrown(() -> one.uploads.take(one.caller, image, first, -1, "file")));
            assertThat(fault).hasSize(2).doesNotContainNull();
            assertThat(read(two, image)).isEqualTo(bits(2));
            assertFiles(1);
        });
    }

    private static @Nullable Throwable thrown(Runnable work) {
        try {
            work.run();
            return null;
        } catch (Fault e) {
            return e;
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void anImageThatIsDeletedWhileItsBitsComeTakesThemWithIt(Db db) throws IOException {
        together(db, (one, two, image) -> {
            var data = meanwhile(bits(1), () -> {
                two.images.delete(two.caller, image);
                assertThat(two.queued(image.id()).id()).as("the id is free").isEqualTo(image.id());
            });
            assertThatThrownBy(() -> one.uploads.take(one.caller, image, data, -1, "file"))
                    .isInstanceOf(Fault.Gone.class);
            assertThat(two.status(image)).isEqualTo("queued");
            assertFiles(0);
        });
    }

    @ParameterizedTest
    @MethodSource("databases")
    void soItDoesWhileTheyAreStaged(Db db) throws IOException {
        try (db;
                var one = process("one", db);
                var two = process("two", db)) {
            var image = one.queued();
            var data = meanwhile(bits(1), () -> two.images.delete(two.caller, image));
            assertThatThrownBy(() -> one.staged.take(one.caller, image, data, -1))
                    .isInstanceOf(Fault.NotFound.class);
            assertThat(folder.resolve("staging-one")).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void ofManyWhoSendTheirBitsAtOnceOneIsTaken(Db db) throws IOException {
        together(db, (one, two, image) -> {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 10; i++) {
                    var process = i % 2 == 0 ? one : two;
                    var own = bits(i);
                    var _ = threads.submit(() -> process.upload(image, own));
                }
            }
            assertThat(one.status(image)).isEqualTo("active");
            assertThat(read(one, image)).hasSize(1_000_000);
            assertFiles(1);
        });
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatIsStagedAtAnotherIsImportedThere(Db db) throws IOException {
        together(db, (one, two, image) -> {
            one.staged.take(one.caller, image, new ByteArrayInputStream(bits(1)), -1);
            assertThatThrownBy(() -> two.staging.waiting(image))
                    .isInstanceOf(Fault.Conflict.class)
                    .hasMessageContaining("another host");
            two.images.delete(two.caller, image);
            assertThat(folder.resolve("staging-one")).isNotEmptyDirectory();
            leasesEnd();
            two.recovery.sweep();
            one.recovery.sweep();
            assertThat(folder.resolve("staging-one")).isEmptyDirectory();
        });
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatAStoreDidNotLetGoGoesWhenItWorksAgain(Db db) throws IOException {
        together(db, (one, two, image) -> {
            one.upload(image, bits(1));
            Files.move(folder.resolve("bits"), folder.resolve("elsewhere"));
            one.images.delete(one.caller, image);
            assertThat(one.status(image)).isEqualTo("gone");
            leasesEnd();
            one.recovery.sweep();
            Files.move(folder.resolve("elsewhere"), folder.resolve("bits"));
            two.recovery.sweep();
            assertFiles(1);
            leasesEnd();
            two.recovery.sweep();
            assertFiles(0);
        });
    }
}
