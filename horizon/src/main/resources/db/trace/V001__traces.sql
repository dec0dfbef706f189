CREATE TABLE trace (
    request_id TEXT PRIMARY KEY,
    server_id  TEXT,
    project_id TEXT,
    audit_id   TEXT,
    started_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_step  INTEGER NOT NULL,
    outcome    TEXT,
    boot       BOOLEAN NOT NULL
);
CREATE INDEX trace_started ON trace (boot, started_at);
CREATE INDEX trace_updated ON trace (updated_at);
CREATE INDEX trace_audit ON trace (audit_id);

CREATE TABLE step (
    id         TEXT PRIMARY KEY,
    request_id TEXT NOT NULL REFERENCES trace (request_id) ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    started_at BIGINT NOT NULL,
    event      TEXT NOT NULL
);
CREATE INDEX step_request ON step (request_id);
