CREATE TABLE backup (
    id                TEXT PRIMARY KEY,
    volume_id         TEXT NOT NULL,
    snapshot_id       TEXT,
    project_id        TEXT NOT NULL,
    user_id           TEXT NOT NULL,
    name              TEXT,
    description       TEXT,
    container         TEXT,
    size              INTEGER NOT NULL,
    status            TEXT NOT NULL,
    fail_reason       TEXT,
    host              TEXT NOT NULL,
    availability_zone TEXT,
    metadata          TEXT NOT NULL,
    data_timestamp    BIGINT NOT NULL,
    created_at        BIGINT NOT NULL,
    updated_at        BIGINT
);
CREATE INDEX backup_project ON backup (project_id, created_at);
