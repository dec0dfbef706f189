package stratus.cinder.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import stratus.oslo.db.Db;
import stratus.oslo.db.ListQuery;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/**
 * A table of records that are known by their {@code id}: the SQL that is the same for all of them. A column is called what
 * the record's component is, in snake case; those that move from one status to another have {@code status} and
 * {@code updated_at}.
 */
final class Table<T> {
    private static final Pattern NEXT_WORD = Pattern.compile("_([a-z])");

    private final Db db;
    private final Class<T> row;
    private final String name;
    private final String columns;
    private final String select;
    private final String insert;

    /** {@code columns} has commas between them. */
    Table(Db db, Class<T> row, String name, String columns) {
        this.db = db.rows(row);
        this.row = row;
        this.name = name;
        this.columns = columns;
        this.select = "SELECT %s FROM %s WHERE ".formatted(columns, name);
        this.insert = "INSERT INTO %s (%s) VALUES (%s)".formatted(name, columns, values(columns));
    }

    private static String values(String columns) {
        return Arrays.stream(columns.split(","))
                .map(column -> ":" + component(column.strip()))
                .collect(Collectors.joining(", "));
    }

    private static String component(String column) {
        return NEXT_WORD.matcher(column).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
    }

    void insert(Tx tx, T record) {
        tx.update(insert).bindMethods(record).execute();
    }

    Optional<T> find(Tx tx, Object id) {
        return tx.query(select + "id = :id").bind("id", id).mapTo(row).findOne();
    }

    /** Those for which an SQL condition on {@code :value} holds, the oldest first. */
    List<T> where(Tx tx, String condition, Object value) {
        return tx.query(select + condition + " ORDER BY created_at, id")
                .bind("value", value)
                .mapTo(row)
                .list();
    }

    /** For how many an SQL condition on {@code :value} holds. */
    long count(Tx tx, String condition, Object value) {
        return tx.query("SELECT COUNT(*) FROM %s WHERE %s".formatted(name, condition))
                .bind("value", value)
                .mapTo(Long.class)
                .one();
    }

    boolean any(Tx tx, String condition, Object value) {
        return count(tx, condition, value) > 0;
    }

    /** Whether it was still there. */
    boolean delete(Tx tx, Object id) {
        return tx.update("DELETE FROM %s WHERE id = :id".formatted(name))
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /** Compare and set: whether the row was in one of {@code from}, and is in {@code to} now. */
    boolean advance(Tx tx, Object id, Collection<? extends Enum<?>> from, Enum<?> to, Instant now) {
        return tx.update("UPDATE %s SET status = :to, updated_at = :now WHERE id = :id AND status IN (<from>)"
                                .formatted(name))
                        .bind("id", id)
                        .bind("to", to)
                        .bind("now", now)
                        .bindList("from", from.stream().map(Enum::name).toList())
                        .execute()
                == 1;
    }

    Page<T> list(UnaryOperator<ListQuery> filter, Page.Request page) {
        return filter.apply(ListQuery.from(name, columns)).page(page).run(db, row);
    }
}
