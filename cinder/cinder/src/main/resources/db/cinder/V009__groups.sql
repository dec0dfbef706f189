CREATE TABLE volume_group (
    id                TEXT PRIMARY KEY,
    project_id        TEXT NOT NULL,
    user_id           TEXT NOT NULL,
    name              TEXT,
    description       TEXT,
    group_type_id     TEXT NOT NULL REFERENCES group_type (id),
    availability_zone TEXT NOT NULL,
    host              TEXT,
    status            TEXT NOT NULL,
    volume_types      TEXT NOT NULL,
    group_snapshot_id TEXT,
    source_group_id   TEXT,
    created_at        BIGINT NOT NULL,
    updated_at        BIGINT
);
CREATE INDEX volume_group_project ON volume_group (project_id, created_at);

CREATE TABLE group_snapshot (
    id            TEXT PRIMARY KEY,
    group_id      TEXT NOT NULL REFERENCES volume_group (id),
    group_type_id TEXT NOT NULL,
    project_id    TEXT NOT NULL,
    user_id       TEXT NOT NULL,
    name          TEXT,
    description   TEXT,
    status        TEXT NOT NULL,
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT
);
CREATE INDEX group_snapshot_project ON group_snapshot (project_id, created_at);

ALTER TABLE volume ADD COLUMN group_id TEXT REFERENCES volume_group (id);
CREATE INDEX volume_in_group ON volume (group_id);
ALTER TABLE snapshot ADD COLUMN group_snapshot_id TEXT REFERENCES group_snapshot (id);
CREATE INDEX snapshot_in_group_snapshot ON snapshot (group_snapshot_id);
