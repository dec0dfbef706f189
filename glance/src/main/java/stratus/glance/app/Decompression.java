package stratus.glance.app;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import stratus.oslo.base.Fault;
import stratus.oslo.base.OwnThread;

/**
 * Unpacks staged images: gzip, and zip with one file in it. Upstream's plugin reads LHA too, where a library of its own is
 * installed; there is none here.
 */
final class Decompression {
    private static final int BUFFER = 1 << 16;
    private static final int HEAD = 5;
    private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] LHA = {'-', 'l', 'h'};

    /** The end of a zip's list of files: 22 bytes, and a comment of up to 64 KiB. */
    private static final int ZIP_END = 22;

    private static final int ZIP_END_SIGN = 0x06054b50;
    private static final int ZIP_COUNT_AT = 10;

    /** The count where it does not fit, or is kept elsewhere. */
    private static final int ZIP_MANY = 0xffff;

    /** The file holds what was packed in it afterwards; false where it was not packed. */
    boolean unpack(Path file, Room room) throws IOException {
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        if (starts(head, 2, LHA)) {
            throw new Fault.UnsupportedMediaType("Image decompression failed: No lhafile available.");
        }
        boolean zip = starts(head, 0, ZIP);
        if (!zip && !starts(head, 0, GZIP)) {
            return false;
        }
        try (var made = new Replacement(file)) {
            OwnThread.call("glance-unpack", () -> {
                unpack(file, zip, made.path(), room);
                return true;
            });
            made.finish();
            return true;
        } catch (ZipException | EOFException | IllegalArgumentException e) {
            throw new Fault.UnsupportedMediaType("Image decompression failed: %s".formatted(e.getMessage()));
        }
    }

    private static boolean starts(byte[] head, int at, byte[] sign) {
        return head.length >= at + sign.length && Arrays.equals(head, at, at + sign.length, sign, 0, sign.length);
    }

    private static void unpack(Path file, boolean zip, Path made, Room room) throws IOException {
        try (var packed = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                var out = Files.newOutputStream(made)) {
            if (zip) {
                requireOne(file);
                unzip(packed, out, room);
            } else {
                copy(new Gunzip(packed), out, room);
            }
        }
    }

    /** As it comes, not by the list at its end: a list may be made to take all of our memory. */
    private static void unzip(InputStream packed, OutputStream out, Room room) throws IOException {
        var zip = new ZipInputStream(packed);
        var entry = zip.getNextEntry();
        if (entry == null || entry.isDirectory()) {
            throw new ZipException("There is no file in the archive.");
        }
        copy(zip, out, room);
        if (zip.getNextEntry() != null) {
            throw new ZipException("Archive contains more than one file.");
        }
    }

    /** By the count in the list, which is missing where the archive was cut off. */
    private static void requireOne(Path file) throws IOException {
        var end = end(file);
        for (int at = end.limit() - ZIP_END; at >= 0; at--) {
            if (end.getInt(at) == ZIP_END_SIGN) {
                int count = end.getShort(at + ZIP_COUNT_AT) & 0xffff;
                if (count != 1 && count != ZIP_MANY) {
                    throw new ZipException("Archive contains more than one file.");
                }
                return;
            }
        }
        throw new ZipException("File is not a zip file");
    }

    private static ByteBuffer end(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            int size = (int) Math.min(channel.size(), ZIP_END + 0xffff);
            var end = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
            channel.position(channel.size() - size);
            for (int n = 0; n >= 0 && end.hasRemaining(); ) {
                n = channel.read(end);
            }
            return end.flip();
        }
    }

    private static void copy(InputStream in, OutputStream out, Room room) throws IOException {
        var buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            room.take(n);
            out.write(buffer, 0, n);
        }
    }
}
