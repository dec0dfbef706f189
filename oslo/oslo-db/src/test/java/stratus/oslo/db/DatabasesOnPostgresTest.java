package stratus.oslo.db;

import stratus.testing.postgres.Postgres;

class DatabasesOnPostgresTest extends DatabasesContract {
    @Override
    Db fresh() {
        return Databases.postgres(Postgres.freshSchema(), "common");
    }
}
