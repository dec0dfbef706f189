package stratus.oslo.db;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DatabasesOnSqliteTest extends DatabasesContract {
    @TempDir
    Path folder;

    @Override
    Db fresh() {
        return Databases.open(DbConfig.sqlite(folder), "common");
    }
}
