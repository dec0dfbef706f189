CREATE TABLE revision (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    current BIGINT NOT NULL
);
INSERT INTO revision (one, current) VALUES (1, 0);

CREATE TABLE change_log (
    revision    BIGINT PRIMARY KEY,
    at          BIGINT NOT NULL,
    request_id  TEXT NOT NULL,
    actor       TEXT NOT NULL,
    project_id  TEXT,
    kind        TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    operation   TEXT NOT NULL,
    body        TEXT
);
CREATE INDEX change_log_resource ON change_log (kind, resource_id);

CREATE TABLE saga (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    state       TEXT NOT NULL,
    next_step   INTEGER NOT NULL,
    failure     TEXT,
    owner       TEXT,
    lease_until BIGINT NOT NULL,
    created_at  BIGINT NOT NULL,
    deadline    BIGINT
);
CREATE INDEX saga_resource ON saga (resource_id);
