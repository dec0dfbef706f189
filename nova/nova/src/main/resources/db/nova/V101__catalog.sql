CREATE TABLE flavor (
    id           TEXT PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE,
    memory_mb    INTEGER NOT NULL,
    vcpus        INTEGER NOT NULL,
    disk_gb      INTEGER NOT NULL,
    ephemeral_gb INTEGER NOT NULL,
    swap_mb      INTEGER NOT NULL,
    rxtx_factor  DOUBLE PRECISION NOT NULL,
    is_public    BOOLEAN NOT NULL,
    description  TEXT,
    extra_specs  TEXT NOT NULL,
    created_at   BIGINT NOT NULL
);

CREATE TABLE flavor_access (
    flavor_id  TEXT NOT NULL REFERENCES flavor (id),
    project_id TEXT NOT NULL,
    PRIMARY KEY (flavor_id, project_id)
);

INSERT INTO flavor (id, name, memory_mb, vcpus, disk_gb, ephemeral_gb, swap_mb, rxtx_factor, is_public, extra_specs, created_at)
VALUES
    ('1', 'm1.tiny', 512, 1, 1, 0, 0, 1.0, TRUE, '{}', 0),
    ('2', 'm1.small', 2048, 1, 20, 0, 0, 1.0, TRUE, '{}', 0),
    ('3', 'm1.medium', 4096, 2, 40, 0, 0, 1.0, TRUE, '{}', 0),
    ('4', 'm1.large', 8192, 4, 80, 0, 0, 1.0, TRUE, '{}', 0),
    ('42', 'm1.nano', 128, 1, 1, 0, 0, 1.0, TRUE, '{}', 0),
    ('5', 'm1.xlarge', 16384, 8, 160, 0, 0, 1.0, TRUE, '{}', 0),
    ('84', 'm1.micro', 192, 1, 1, 0, 0, 1.0, TRUE, '{}', 0);

CREATE TABLE keypair (
    number      BIGINT NOT NULL UNIQUE,
    user_id     TEXT NOT NULL,
    name        TEXT NOT NULL,
    type        TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    public_key  TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (user_id, name)
);

CREATE TABLE quota_limit (
    project_id TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    resource   TEXT NOT NULL,
    hard_limit BIGINT NOT NULL,
    PRIMARY KEY (project_id, user_id, resource)
);

CREATE TABLE quota_class_limit (
    class_name TEXT NOT NULL,
    resource   TEXT NOT NULL,
    hard_limit BIGINT NOT NULL,
    PRIMARY KEY (class_name, resource)
);
