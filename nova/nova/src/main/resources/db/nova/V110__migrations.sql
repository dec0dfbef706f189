CREATE TABLE migration (
    number      BIGINT PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE,
    server_id   TEXT NOT NULL,
    project_id  TEXT NOT NULL,
    user_id     TEXT NOT NULL,
    type        TEXT NOT NULL,
    status      TEXT NOT NULL,
    source_host TEXT NOT NULL,
    dest_host   TEXT,
    old_flavor  TEXT NOT NULL,
    new_flavor  TEXT NOT NULL,
    old_state   TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT
);
CREATE INDEX migration_server ON migration (server_id);
