CREATE TABLE service (
    id              TEXT PRIMARY KEY,
    number          BIGINT NOT NULL UNIQUE,
    program         TEXT NOT NULL,
    host            TEXT NOT NULL,
    version         INTEGER NOT NULL,
    disabled        BOOLEAN NOT NULL,
    disabled_reason TEXT,
    forced_down     BOOLEAN NOT NULL,
    last_seen_at    BIGINT NOT NULL,
    updated_at      BIGINT NOT NULL,
    UNIQUE (host, program)
);

CREATE TABLE host (
    id                  TEXT PRIMARY KEY,
    number              BIGINT NOT NULL UNIQUE,
    host                TEXT NOT NULL,
    hypervisor_hostname TEXT NOT NULL,
    hypervisor_type     TEXT NOT NULL,
    hypervisor_version  INTEGER NOT NULL,
    host_ip             TEXT NOT NULL,
    vcpus               INTEGER NOT NULL,
    vcpus_used          INTEGER NOT NULL,
    memory_mb           BIGINT NOT NULL,
    memory_mb_used      BIGINT NOT NULL,
    disk_gb             BIGINT NOT NULL,
    disk_gb_used        BIGINT NOT NULL,
    disk_available_gb   BIGINT,
    running_vms         INTEGER NOT NULL,
    uptime              TEXT,
    cpu_info            TEXT NOT NULL,
    updated_at          BIGINT NOT NULL,
    UNIQUE (host, hypervisor_hostname)
);

CREATE TABLE aggregate (
    number     BIGINT PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL UNIQUE,
    metadata   TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT
);

CREATE TABLE aggregate_host (
    aggregate BIGINT NOT NULL REFERENCES aggregate (number),
    host      TEXT NOT NULL,
    PRIMARY KEY (aggregate, host)
);
