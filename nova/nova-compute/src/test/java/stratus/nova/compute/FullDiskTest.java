package stratus.nova.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import stratus.oslo.base.Fault;

class FullDiskTest {
    private static final IOException FULL = new IOException("/x/y.part: No space left on device");

    @Test
    void itIsToldWhateverItWasWrappedIn() {
        var failures = List.of(
                new UncheckedIOException(FULL),
                new Fault.Unavailable("image", FULL),
                new IllegalStateException("qemu-img create ended with 1: Could not write: No space left on device"));
        assertThat(failures)
                .allSatisfy(failure -> assertThat(FullDisk.told(failure))
                        .isInstanceOf(Fault.Full.class)
                        .hasMessage("No space left on device: the host's disk has no room for what this needs.")
                        .hasCause(failure));
    }

    @Test
    void anythingElseStaysWhatItIs() {
        var other = new Fault.Unavailable("image", new IOException("Connection reset"));
        assertThat(FullDisk.told(other)).isSameAs(other);
        var told = FullDisk.told(new UncheckedIOException(FULL));
        assertThat(FullDisk.told(told)).isSameAs(told);
    }
}
