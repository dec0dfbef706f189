package stratus.oslo.base;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How a service writes times: each of upstream's has its own way. */
public enum TimeFormat {
    /** Keystone: {@code 2026-11-23T09:42:34.000000Z}. */
    MICROS_Z("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'"),
    /** Cinder: {@code 2026-11-23T09:42:34.000000}. */
    MICROS("yyyy-MM-dd'T'HH:mm:ss.SSSSSS"),
    /** Nova, Glance, Neutron: {@code 2026-11-23T09:42:34Z}. */
    SECONDS_Z("yyyy-MM-dd'T'HH:mm:ss'Z'");

    private final DateTimeFormatter format;

    TimeFormat(String pattern) {
        this.format = DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    }

    public String write(Instant time) {
        return format.format(time);
    }
}
