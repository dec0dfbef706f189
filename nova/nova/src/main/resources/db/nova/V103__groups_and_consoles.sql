CREATE TABLE server_group (
    id         TEXT PRIMARY KEY,
    project_id TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    name       TEXT NOT NULL,
    policy     TEXT NOT NULL,
    per_host   INTEGER,
    created_at BIGINT NOT NULL
);
CREATE INDEX server_group_project ON server_group (project_id);

CREATE TABLE server_group_member (
    group_id  TEXT NOT NULL REFERENCES server_group (id),
    server_id TEXT NOT NULL,
    PRIMARY KEY (group_id, server_id)
);

CREATE TABLE console_token (
    token_hash           TEXT PRIMARY KEY,
    server_id            TEXT NOT NULL,
    type                 TEXT NOT NULL,
    host                 TEXT NOT NULL,
    port                 INTEGER NOT NULL,
    internal_access_path TEXT,
    expires_at           BIGINT NOT NULL
);
