package stratus.oslo.base;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can go wrong and may be told to a caller.
 *
 * <p>The message is written for the caller. Detail for the operator goes in the cause, which is logged
 * and never rendered. No subtype knows its number: {@link FaultStatus} is the one place that does. The
 * {@link #code} is upstream's name of the error where its bodies have one: Neutron's {@code type}, Placement's
 * {@code code}.
 */
public abstract sealed class Fault extends RuntimeException {
    private @Nullable String code;

    private Fault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Never null, unlike what it overrides. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** Upstream's name for this error, where the service's bodies have one. */
    public @Nullable String code() {
        return code;
    }

    /** Names this error as upstream does; returns this. */
    @SuppressWarnings("unchecked")
    public static <F extends Fault> F coded(String code, F fault) {
        ((Fault) fault).code = code;
        return fault;
    }

    /** 400: the request cannot be understood or asks for something that cannot be. */
    public static final class Invalid extends Fault {
        public Invalid(String message) {
            super(message, null);
        }

        public Invalid(String field, String problem) {
            super("Invalid input for field/attribute %s. %s".formatted(field, problem), null);
        }
    }

    /** 401: no token, or one that is expired, revoked, garbled or from elsewhere. */
    public static final class Unauthorized extends Fault {
        public Unauthorized(String message) {
            super(message, null);
        }
    }

    /** 403: a policy rule refuses. */
    public static final class Forbidden extends Fault {
        public Forbidden(String rule) {
            super("Policy doesn't allow %s to be performed.".formatted(rule), null);
        }

        /** With a sentence of its own, where no policy rule is behind the refusal. */
        public Forbidden(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** 403 (413 in Cinder): the project has no room left. */
    public static final class OverQuota extends Fault {
        public OverQuota(String message) {
            super(message, null);
        }

        public OverQuota(String resource, long requested, long used, long limit) {
            super(
                    "Quota exceeded for %s: Requested %d, but already used %d of %d %s"
                            .formatted(resource, requested, used, limit, resource),
                    null);
        }
    }

    /** 404: what was named is not there, or not for this caller. */
    public static final class NotFound extends Fault {
        public NotFound(String message) {
            super(message, null);
        }

        public NotFound(String kind, Object id) {
            super("%s %s could not be found.".formatted(kind, id), null);
        }
    }

    /** 405. */
    public static final class MethodNotAllowed extends Fault {
        public MethodNotAllowed(String message) {
            super(message, null);
        }
    }

    /** 406: a microversion out of range. */
    public static final class NotAcceptable extends Fault {
        public NotAcceptable(String message) {
            super(message, null);
        }
    }

    /** 409: the resource is not in a state for this, or another got there first. */
    public static final class Conflict extends Fault {
        public Conflict(String message) {
            super(message, null);
        }
    }

    /** 410: existed once. */
    public static final class Gone extends Fault {
        public Gone(String message) {
            super(message, null);
        }
    }

    /** 412. */
    public static final class PreconditionFailed extends Fault {
        public PreconditionFailed(String message) {
            super(message, null);
        }
    }

    /** 413: the body is over the limit. */
    public static final class TooLarge extends Fault {
        public TooLarge(String message) {
            super(message, null);
        }
    }

    /** 415. */
    public static final class UnsupportedMediaType extends Fault {
        public UnsupportedMediaType(String message) {
            super(message, null);
        }
    }

    /** 416. */
    public static final class RangeNotSatisfiable extends Fault {
        public RangeNotSatisfiable(String message) {
            super(message, null);
        }
    }

    /** 500 where it reaches the caller at all: no host fits. The message says what was missing and where. */
    public static final class NoValidHost extends Fault {
        public NoValidHost(String reason) {
            super("No valid host was found. " + reason, null);
        }
    }

    /** 507 where it reaches the caller at all: a disk of ours has no room for this. */
    public static final class Full extends Fault {
        public Full(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** 501: upstream has it and this does not yet, or a driver cannot. */
    public static final class NotImplemented extends Fault {
        public NotImplemented(String message) {
            super(message, null);
        }
    }

    /** 503: another service, or a part of this one, does not answer. */
    public static final class Unavailable extends Fault {
        public Unavailable(String service, @Nullable Throwable cause) {
            super("The %s service is unavailable.".formatted(service), cause);
        }
    }

    /** A fault that came over the wire is the same fault again; an unknown kind, from a newer peer, is a failure. */
    public static RuntimeException of(String kind, String message, @Nullable String code) {
        var fault = switch (kind) {
            case "Invalid" -> new Invalid(message);
            case "Unauthorized" -> new Unauthorized(message);
            case "Forbidden" -> new Forbidden(message, null);
            case "OverQuota" -> new OverQuota(message);
            case "NotFound" -> new NotFound(message);
            case "MethodNotAllowed" -> new MethodNotAllowed(message);
            case "NotAcceptable" -> new NotAcceptable(message);
            case "Conflict" -> new Conflict(message);
            case "Gone" -> new Gone(message);
            case "PreconditionFailed" -> new PreconditionFailed(message);
            case "TooLarge" -> new TooLarge(message);
            case "UnsupportedMediaType" -> new UnsupportedMediaType(message);
            case "RangeNotSatisfiable" -> new RangeNotSatisfiable(message);
            case "NoValidHost" -> new NoValidHost(message.replaceFirst("^No valid host was found\\. ", ""));
            case "Full" -> new Full(message, null);
            case "NotImplemented" -> new NotImplemented(message);
            case "Unavailable" ->
                new Unavailable(message.replaceFirst("^The (.*) service is unavailable\\.$", "$1"), null);
            default -> null;
        };
        if (fault == null) {
            return new IllegalStateException(kind + ": " + message);
        }
        fault.code = code;
        return fault;
    }
}
