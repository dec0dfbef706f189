package stratus.nova.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a guest wrote to its serial line. */
final class ConsoleLog {
    /** As much as upstream's driver reads at most. */
    private static final int MOST = 102_400;

    private ConsoleLog() {}

    /** Bytes that are no UTF-8 show as the replacement character. */
    static String read(Path file, @Nullable Integer lines) {
        if (!Files.exists(file)) {
            return "";
        }
        try (var channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, channel.size() - MOST));
            var bytes = ByteBuffer.allocate(MOST);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                continue;
            }
            return tail(StandardCharsets.UTF_8.decode(bytes.flip()).toString(), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A last line without its end is a line. */
    private static String tail(String text, @Nullable Integer lines) {
        if (lines == null) {
            return text;
        }
        int start = text.endsWith("\n") ? text.length() - 1 : text.length();
        for (int i = 0; i < lines && start >= 0; i++) {
            start = text.lastIndexOf('\n', start - 1);
        }
        return text.substring(start + 1);
    }
}
