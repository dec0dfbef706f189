package stratus.oslo.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a file is brought up to date, and when it is not looked at. */
class MigrationsTest {
    @TempDir
    Path folder;

    @Test
    void aFileThatHasSeenOtherMigrationsIsBroughtUpToDate() throws SQLException {
        open();
        int seen = version();
        sql("DROP TABLE change_log", "DROP TABLE revision", "DROP TABLE saga", "DELETE FROM flyway_schema_history");
        sql("PRAGMA user_version = " + (seen + 1));

        open();

        sql("SELECT * FROM change_log");
        assertThat(version()).isEqualTo(seen);
    }

    @Test
    void aFileThatHasSeenThemIsLeftAlone() throws SQLException {
        open();
        sql("DROP TABLE flyway_schema_history");

        open();

        assertThat(version()).isNotZero();
        assertThatThrownBy(() -> sql("SELECT * FROM flyway_schema_history")).hasMessageContaining("no such table");
    }

    @Test
    void aServiceWithoutAnyIsAMistake() {
        assertThatThrownBy(() -> Databases.open(DbConfig.sqlite(folder), "nobody"))
                .hasMessageContaining("there are no migrations in db/nobody");
    }

    private void open() {
        Databases.open(DbConfig.sqlite(folder), "common").close();
    }

    private int version() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("common.db"));
                var statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA user_version")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void sql(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("common.db"));
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
