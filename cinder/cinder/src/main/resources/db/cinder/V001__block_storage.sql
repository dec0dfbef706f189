CREATE TABLE volume_type (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    description TEXT,
    is_public   BOOLEAN NOT NULL,
    extra_specs TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT
);

CREATE TABLE volume_type_access (
    volume_type_id TEXT NOT NULL REFERENCES volume_type (id) ON DELETE CASCADE,
    project_id     TEXT NOT NULL,
    PRIMARY KEY (volume_type_id, project_id)
);

CREATE TABLE default_type (
    project_id     TEXT PRIMARY KEY,
    volume_type_id TEXT NOT NULL REFERENCES volume_type (id)
);

CREATE TABLE volume (
    id                TEXT PRIMARY KEY,
    project_id        TEXT NOT NULL,
    user_id           TEXT NOT NULL,
    name              TEXT,
    description       TEXT,
    size              INTEGER NOT NULL,
    status            TEXT NOT NULL,
    volume_type_id    TEXT NOT NULL REFERENCES volume_type (id),
    availability_zone TEXT NOT NULL,
    host              TEXT,
    bootable          BOOLEAN NOT NULL,
    multiattach       BOOLEAN NOT NULL,
    readonly          BOOLEAN NOT NULL,
    snapshot_id       TEXT,
    source_volid      TEXT,
    image_id          TEXT,
    metadata          TEXT NOT NULL,
    image_metadata    TEXT NOT NULL,
    created_at        BIGINT NOT NULL,
    updated_at        BIGINT
);
CREATE INDEX volume_project ON volume (project_id, created_at);
CREATE INDEX volume_host ON volume (host);

CREATE TABLE attachment (
    id              TEXT PRIMARY KEY,
    volume_id       TEXT NOT NULL REFERENCES volume (id),
    project_id      TEXT NOT NULL,
    instance_id     TEXT,
    host            TEXT,
    mountpoint      TEXT,
    mode            TEXT NOT NULL,
    status          TEXT NOT NULL,
    connector       TEXT NOT NULL,
    connection_info TEXT NOT NULL,
    attached_at     BIGINT,
    created_at      BIGINT NOT NULL
);
CREATE INDEX attachment_volume ON attachment (volume_id);
CREATE INDEX attachment_instance ON attachment (instance_id);

CREATE TABLE snapshot (
    id          TEXT PRIMARY KEY,
    volume_id   TEXT NOT NULL REFERENCES volume (id),
    project_id  TEXT NOT NULL,
    user_id     TEXT NOT NULL,
    name        TEXT,
    description TEXT,
    size        INTEGER NOT NULL,
    status      TEXT NOT NULL,
    metadata    TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT
);
CREATE INDEX snapshot_volume ON snapshot (volume_id);
CREATE INDEX snapshot_project ON snapshot (project_id, created_at);

CREATE TABLE quota (
    project_id TEXT NOT NULL,
    resource   TEXT NOT NULL,
    hard_limit BIGINT NOT NULL,
    PRIMARY KEY (project_id, resource)
);

CREATE TABLE quota_class (
    class_name TEXT NOT NULL,
    resource   TEXT NOT NULL,
    hard_limit BIGINT NOT NULL,
    PRIMARY KEY (class_name, resource)
);

CREATE TABLE backend (
    host            TEXT PRIMARY KEY,
    zone            TEXT NOT NULL,
    pool            TEXT NOT NULL,
    vendor          TEXT NOT NULL,
    protocol        TEXT NOT NULL,
    total_gib       DOUBLE PRECISION NOT NULL,
    free_gib        DOUBLE PRECISION NOT NULL,
    thin            BOOLEAN NOT NULL,
    disabled        BOOLEAN NOT NULL,
    disabled_reason TEXT,
    reported_at     BIGINT NOT NULL
);

CREATE TABLE job (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    caller      TEXT NOT NULL,
    created_at  BIGINT NOT NULL
);
CREATE INDEX job_resource ON job (resource_id);

CREATE TABLE message (
    id               TEXT PRIMARY KEY,
    project_id       TEXT NOT NULL,
    request_id       TEXT NOT NULL,
    resource_type    TEXT NOT NULL,
    resource_id      TEXT,
    event_id         TEXT NOT NULL,
    level            TEXT NOT NULL,
    text             TEXT NOT NULL,
    created_at       BIGINT NOT NULL,
    guaranteed_until BIGINT NOT NULL
);
CREATE INDEX message_project ON message (project_id, created_at);
