package stratus.oslo.base;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/**
 * Typed identifiers: passing a port where a server is wanted does not compile.
 *
 * <p>Keystone's are text: 32 hexadecimal digits when we make them, but also {@code default}, or 64 digits from a
 * directory. Everyone else's are UUIDs.
 */
public final class Ids {
    private Ids() {}

    public interface Id {
        Object value();

        /** As the wire and the database have it. */
        default String text() {
            return value().toString();
        }
    }

    /** A fresh identifier as Keystone makes them: 32 lower-case hexadecimal digits. */
    public static String hex() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static UUID uuid(String kind, String text) {
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            throw new Fault.NotFound(kind, text);
        }
        throw new Fault.NotFound(kind, text);
    }

    public record ProjectId(@JsonValue String value) implements Id {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public ProjectId {}
    }

    public record UserId(@JsonValue String value) implements Id {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public UserId {}
    }

    public record DomainId(@JsonValue String value) implements Id {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public DomainId {}
    }

    public record HostName(@JsonValue String value) implements Id {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public HostName {}
    }

    public record ServerId(@JsonValue UUID value) implements Id {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public ServerId {}

        public static ServerId random() {
            return new ServerId(UUID.randomUUID());
        }

        /** From a path or a query: what is not an identifier names nothing. */
        public static ServerId parse(String text) {
            return new ServerId(uuid("Instance", text));
        }
    }

    public record PortId(@JsonValue UUID value) implements Id {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public PortId {}

        public static PortId random() {
            return new PortId(UUID.randomUUID());
        }

        /** From a path or a query: what is not an identifier names nothing. */
        public static PortId parse(String text) {
            return new PortId(uuid("Port", text));
        }
    }

    public record NetworkId(@JsonValue UUID value) implements Id {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public NetworkId {}

        public static NetworkId random() {
            return new NetworkId(UUID.randomUUID());
        }

        /** From a path or a query: what is not an identifier names nothing. */
        public static NetworkId parse(String text) {
            return new NetworkId(uuid("Network", text));
        }
    }

    public record SubnetId(@JsonValue UUID value) implements Id {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public SubnetId {}

        public static SubnetId random() {
            return new SubnetId(UUID.randomUUID());
        }

        /** From a path or a query: what is not an identifier names nothing. */
        public static SubnetId parse(String text) {
            return new SubnetId(uuid("Subnet", text));
        }
    }

    public record SecurityGroupId(@JsonValue UUID value) implements Id {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public SecurityGroupId {}

        public static SecurityGroupId random() {
            return new SecurityGroupId(UUID.randomUUID());
        }

        /** From a path or a query: what is not an identifier names nothing. */
        public static SecurityGroupId parse(String text) {
            return new SecurityGroupId(uuid("Security group", text));
        }
    }

    public record ImageId(@JsonValue UUID value) implements Id {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public ImageId {}

        public static ImageId random() {
            return new ImageId(UUID.randomUUID());
        }

        /** From a path or a query: what is not an identifier names nothing. */
        public static ImageId parse(String text) {
            return new ImageId(uuid("Image", text));
        }
    }

    public record VolumeId(@JsonValue UUID value) implements Id {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public VolumeId {}

        public static VolumeId random() {
            return new VolumeId(UUID.randomUUID());
        }

        /** From a path or a query: what is not an identifier names nothing. */
        public static VolumeId parse(String text) {
            return new VolumeId(uuid("Volume", text));
        }
    }

    public record AttachmentId(@JsonValue UUID value) implements Id {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public AttachmentId {}

        public static AttachmentId random() {
            return new AttachmentId(UUID.randomUUID());
        }

        /** From a path or a query: what is not an identifier names nothing. */
        public static AttachmentId parse(String text) {
            return new AttachmentId(uuid("Attachment", text));
        }
    }

    public record SnapshotId(@JsonValue UUID value) implements Id {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public SnapshotId {}

        public static SnapshotId random() {
            return new SnapshotId(UUID.randomUUID());
        }

        /** From a path or a query: what is not an identifier names nothing. */
        public static SnapshotId parse(String text) {
            return new SnapshotId(uuid("Snapshot", text));
        }
    }
}
