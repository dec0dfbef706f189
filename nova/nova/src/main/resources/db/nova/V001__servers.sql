CREATE TABLE server (
    id             TEXT PRIMARY KEY,
    project_id     TEXT NOT NULL,
    user_id        TEXT NOT NULL,
    name           TEXT NOT NULL,
    hostname       TEXT NOT NULL,
    description    TEXT,
    vm_state       TEXT NOT NULL,
    task_state     TEXT,
    power          TEXT NOT NULL,
    host           TEXT,
    attempt        INTEGER NOT NULL,
    spec           TEXT NOT NULL,
    flavor_id      TEXT NOT NULL,
    image_id       TEXT,
    vcpus          INTEGER NOT NULL,
    memory_mib     INTEGER NOT NULL,
    disks          TEXT NOT NULL,
    ports          TEXT NOT NULL,
    metadata       TEXT NOT NULL,
    tags           TEXT NOT NULL,
    access_ip_v4   TEXT,
    access_ip_v6   TEXT,
    reservation_id TEXT NOT NULL,
    launch_index   INTEGER NOT NULL,
    locked_by      TEXT,
    locked_reason  TEXT,
    created_at     BIGINT NOT NULL,
    updated_at     BIGINT NOT NULL,
    launched_at    BIGINT,
    terminated_at  BIGINT,
    deleted_at     BIGINT
);
CREATE INDEX server_project ON server (project_id, created_at);
CREATE INDEX server_host ON server (host);

CREATE TABLE server_fault (
    server_id  TEXT PRIMARY KEY REFERENCES server (id),
    code       INTEGER NOT NULL,
    message    TEXT NOT NULL,
    details    TEXT,
    created_at BIGINT NOT NULL
);

CREATE TABLE instance_action (
    server_id  TEXT NOT NULL,
    request_id TEXT NOT NULL,
    action     TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    project_id TEXT NOT NULL,
    message    TEXT,
    start_time BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (server_id, request_id)
);

CREATE TABLE instance_action_event (
    server_id   TEXT NOT NULL,
    request_id  TEXT NOT NULL,
    event       TEXT NOT NULL,
    start_time  BIGINT NOT NULL,
    finish_time BIGINT,
    result      TEXT,
    host        TEXT,
    details     TEXT,
    PRIMARY KEY (server_id, request_id, event)
);

CREATE TABLE build_step (
    server_id  TEXT NOT NULL,
    attempt    INTEGER NOT NULL,
    step       INTEGER NOT NULL,
    edge       TEXT NOT NULL,
    at         BIGINT NOT NULL,
    facts      TEXT NOT NULL,
    PRIMARY KEY (server_id, attempt, step, edge)
);
