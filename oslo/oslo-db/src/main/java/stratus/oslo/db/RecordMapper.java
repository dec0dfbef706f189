package stratus.oslo.db;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.RowMapperFactory;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows into a record by the names of their columns, in snake case; a record among its components has columns of the
 * same row.
 *
 * <p>What the columns of a statement are is found out once, not at every execution: that was most of what a small query
 * cost.
 */
final class RecordMapper<T> implements RowMapper<T> {
    private static final int STATEMENTS = 2_000;

    private final Class<T> type;
    private final RecordComponent[] components;
    private volatile @Nullable MethodHandle constructor;
    private final Map<String, RowMapper<T>> known = new ConcurrentHashMap<>();

    private RecordMapper(Class<T> type) {
        this.type = type;
        this.components = type.getRecordComponents();
    }

    /** Found at the first row: most records of a service are not read while it starts, and handles are dear to make. */
    private MethodHandle constructor() {
        var found = constructor;
        if (found == null) {
            found = constructor(type, components);
            constructor = found;
        }
        return found;
    }

    static RowMapperFactory factory(Class<?> type) {
        return RowMapperFactory.of(type, new RecordMapper<>(type));
    }

    private static MethodHandle constructor(Class<?> type, RecordComponent[] components) {
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true); // a store's own rows need not be public
            return MethodHandles.lookup().unreflectConstructor(canonical).asSpreader(Object[].class, types.length);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be made", e);
        }
    }

    @Override
    public T map(ResultSet rows, StatementContext context) throws SQLException {
        return specialize(rows, context).map(rows, context);
    }

    @Override
    public RowMapper<T> specialize(ResultSet rows, StatementContext context) throws SQLException {
        var sql = context.getRenderedSql();
        var before = known.get(sql);
        if (before != null) {
            return before;
        }
        if (known.size() >= STATEMENTS) {
            known.clear(); // statements made of many filters: start again rather than grow
        }
        var bound = bound(rows, context);
        known.put(sql, bound);
        return bound;
    }

    private RowMapper<T> bound(ResultSet rows, StatementContext context) throws SQLException {
        return bound(columns(rows), context);
    }

    private RowMapper<T> bound(Map<String, Integer> columns, StatementContext context) {
        var parts = new RowMapper<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            parts[i] = part(components[i], columns, context);
        }
        return (row, now) -> make(row, now, parts);
    }

    /** A component is a column, or a record of columns of the same row. */
    private RowMapper<?> part(RecordComponent component, Map<String, Integer> columns, StatementContext context) {
        var mapper = context.findColumnMapperFor(component.getGenericType()).orElse(null);
        if (mapper == null && component.getType().isRecord()) {
            return new RecordMapper<>(component.getType()).bound(columns, context);
        }
        if (mapper == null) {
            throw new IllegalArgumentException("no column can be a " + component.getGenericType());
        }
        int at = column(component, columns);
        return (row, now) -> at == 0 ? null : mapper.map(row, at, now);
    }

    private static Map<String, Integer> columns(ResultSet rows) throws SQLException {
        var columns = new HashMap<String, Integer>();
        var meta = rows.getMetaData();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.putIfAbsent(plain(meta.getColumnLabel(i)), i);
        }
        return columns;
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** 0 for one that the statement does not have, and that may be null. */
    private int column(RecordComponent component, Map<String, Integer> columns) {
        var at = columns.get(plain(component.getName()));
        if (at == null && (component.getType().isPrimitive() || !nullable(component))) {
            throw new IllegalArgumentException("no column for %s of %s".formatted(component.getName(), type));
        }
        return at == null ? 0 : at;
    }

    private static boolean nullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private T make(ResultSet row, StatementContext context, RowMapper<?>[] parts) throws SQLException {
        @Nullable Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = parts[i].map(row, context);
        }
        try {
            return type.cast(constructor().invoke(values));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
