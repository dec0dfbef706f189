package stratus.nova.libvirt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The beginning of a file in QEMU's format, read without asking a program; see QEMU's docs/interop/qcow2.rst. */
record Qcow2Header(int version, boolean dataFile, @Nullable Path backingFile) {
    private static final int MAGIC = 0x514649fb; // "QFI" and 0xfb
    private static final int LENGTH = 104;
    private static final int SHORTEST = 72;
    private static final int BACKING_FILE_OFFSET = 8;
    private static final int BACKING_FILE_SIZE = 16;
    private static final int INCOMPATIBLE_FEATURES = 72;
    private static final long EXTERNAL_DATA_FILE = 1L << 2;
    private static final int LONGEST_NAME = 1023;

    /** Empty for a file in another format. */
    static Optional<Qcow2Header> of(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var head = read(channel, 0, LENGTH);
            if (head.limit() < SHORTEST || head.getInt(0) != MAGIC) {
                return Optional.empty();
            }
            int version = head.getInt(4);
            return Optional.of(new Qcow2Header(version, dataFile(head, version), backingFile(channel, head)));
        }
    }

    private static boolean dataFile(ByteBuffer head, int version) {
        return version >= 3
                && head.limit() == LENGTH
                && (head.getLong(INCOMPATIBLE_FEATURES) & EXTERNAL_DATA_FILE) != 0;
    }

    /** Where the name is longer than it may be, it is cut: a file that nobody has, and still a name. */
    private static @Nullable Path backingFile(FileChannel channel, ByteBuffer head) throws IOException {
        long at = head.getLong(BACKING_FILE_OFFSET);
        if (at == 0) {
            return null;
        }
        int size = Math.clamp(Integer.toUnsignedLong(head.getInt(BACKING_FILE_SIZE)), 0, LONGEST_NAME);
        var name = at < 0 ? ByteBuffer.allocate(0) : read(channel, at, size);
        return Path.of(StandardCharsets.UTF_8.decode(name).toString().replace('\0', '?'));
    }

    private static ByteBuffer read(FileChannel channel, long at, int most) throws IOException {
        var bytes = ByteBuffer.allocate(most);
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
            continue;
        }
        return bytes.flip();
    }
}
