package stratus.glance.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a list is to hold.
 *
 * @param viewer the project whose eyes it is seen with; null sees everything
 * @param project whose community images are in it unless it asks for a visibility; null for none's
 */
public record ImageFilter(
        @Nullable String viewer,
        @Nullable String project,
        List<Condition> conditions,
        Map<String, String> properties,
        List<String> tags,
        @Nullable String visibility,
        String memberStatus,
        boolean hidden) {
    /** What is compared, and with which column. */
    public enum Field {
        ID("id"),
        NAME("name"),
        STATUS("status"),
        OWNER("owner"),
        DISK_FORMAT("disk_format"),
        CONTAINER_FORMAT("container_format"),
        CHECKSUM("checksum"),
        OS_HASH_VALUE("os_hash_value"),
        SIZE("size"),
        VIRTUAL_SIZE("virtual_size"),
        MIN_DISK("min_disk"),
        MIN_RAM("min_ram"),
        PROTECTED("undeletable"),
        /** In whole seconds, as bodies show it. */
        CREATED_AT("(created_at / 1000000)"),
        UPDATED_AT("(updated_at / 1000000)");

        private final String sql;

        Field(String sql) {
            this.sql = sql;
        }

        public String sql() {
            return sql;
        }
    }

    /** How. */
    public enum Comparison {
        EQ("="),
        NEQ("<>"),
        GT(">"),
        GTE(">="),
        LT("<"),
        LTE("<=");

        private final String sql;

        Comparison(String sql) {
            this.sql = sql;
        }

        public String sql() {
            return sql;
        }
    }

    public sealed interface Condition {
        record Compared(Field field, Comparison how, Object value) implements Condition {}

        record OneOf(Field field, List<String> values) implements Condition {}

        /** Nothing fits. */
        record Never() implements Condition {}
    }
}
