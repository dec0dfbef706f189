package stratus.keystone.app;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Delegation;
import stratus.keystone.domain.Scope;
import stratus.keystone.domain.TokenData;

/** Token data as few bytes: ids that are hexadecimal take half their length, so that a token stays below 255. */
final class TokenFormat {
    private static final int VERSION = 1;
    private static final int HEX = 0x80;
    private static final List<String> METHODS =
            List.of("password", "token", "application_credential", "totp", "ec2credential", "oauth1");

    private TokenFormat() {}

    static byte[] write(TokenData token) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeByte(mask(token.methods()));
            writeId(out, token.userId());
            switch (token.scope()) {
                case Scope.Unscoped _ -> out.writeByte(0);
                case Scope.OfProject(var id) -> writeScope(out, 1, id);
                case Scope.OfDomain(var id) -> writeScope(out, 2, id);
                case Scope.OfSystem _ -> out.writeByte(3);
            }
            out.writeLong(micros(token.issuedAt()));
            out.writeLong(micros(token.expiresAt()));
            out.writeByte(token.auditIds().size());
            for (var audit : token.auditIds()) {
                out.write(Base64.getUrlDecoder().decode(audit));
            }
            writeDelegation(out, token.delegation());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Throws for bytes of another version; what was sealed is otherwise as it was written. */
    static TokenData read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IOException("token payload of version " + version);
            }
            var methods = methods(in.readUnsignedByte());
            var user = readId(in);
            var scope = readScope(in);
            var issued = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
            var expires = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
            var audits = new ArrayList<String>();
            for (int left = in.readUnsignedByte(); left > 0; left--) {
                audits.add(Base64.getUrlEncoder().withoutPadding().encodeToString(in.readNBytes(16)));
            }
            return new TokenData(user, methods, scope, issued, expires, List.copyOf(audits), readDelegation(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int mask(List<String> methods) {
        return methods.stream().mapToInt(m -> 1 << METHODS.indexOf(m)).reduce(0, (a, b) -> a | b);
    }

    private static List<String> methods(int mask) {
        return METHODS.stream()
                .filter(m -> (mask & 1 << METHODS.indexOf(m)) != 0)
                .toList();
    }

    private static void writeScope(DataOutputStream out, int kind, String id) throws IOException {
        out.writeByte(kind);
        writeId(out, id);
    }

    private static Scope readScope(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case 0 -> new Scope.Unscoped();
            case 1 -> new Scope.OfProject(readId(in));
            case 2 -> new Scope.OfDomain(readId(in));
            case 3 -> new Scope.OfSystem();
            default -> throw new IOException("scope of kind " + kind);
        };
    }

    private static void writeDelegation(DataOutputStream out, @Nullable Delegation delegation) throws IOException {
        switch (delegation) {
            case null -> {
                return;
            }
            case Delegation.ByTrust(var id) -> writeScope(out, 1, id);
            case Delegation.ByApplicationCredential(var id) -> writeScope(out, 2, id);
            case Delegation.ByAccessToken(var id) -> writeScope(out, 3, id);
        }
    }

    /** At the end, and only there where somebody delegated something. */
    private static @Nullable Delegation readDelegation(DataInputStream in) throws IOException {
        if (in.available() == 0) {
            return null;
        }
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case 1 -> new Delegation.ByTrust(readId(in));
            case 2 -> new Delegation.ByApplicationCredential(readId(in));
            case 3 -> new Delegation.ByAccessToken(readId(in));
            default -> throw new IOException("delegation of kind " + kind);
        };
    }

    private static void writeId(DataOutputStream out, String id) throws IOException {
        boolean hex = id.matches("([0-9a-f]{2})+") && id.length() <= 128;
        var bytes = hex ? HexFormat.of().parseHex(id) : id.getBytes(StandardCharsets.UTF_8);
        out.writeByte(hex ? HEX | bytes.length : bytes.length);
        out.write(bytes);
    }

    private static String readId(DataInputStream in) throws IOException {
        int head = in.readUnsignedByte();
        var bytes = in.readNBytes(head & ~HEX);
        return (head & HEX) != 0 ? HexFormat.of().formatHex(bytes) : new String(bytes, StandardCharsets.UTF_8);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
