CREATE TABLE policy (
    id    TEXT PRIMARY KEY,
    type  TEXT NOT NULL,
    blob  TEXT NOT NULL,
    extra TEXT NOT NULL
);

-- For an endpoint; or a service; or a service in a region. What it is not for is ''.
CREATE TABLE policy_association (
    policy_id   TEXT NOT NULL REFERENCES policy (id) ON DELETE CASCADE,
    endpoint_id TEXT NOT NULL,
    service_id  TEXT NOT NULL,
    region_id   TEXT NOT NULL,
    PRIMARY KEY (endpoint_id, service_id, region_id)
);

CREATE TABLE endpoint_group (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    description TEXT,
    filters     TEXT NOT NULL
);

CREATE TABLE project_endpoint (
    project_id  TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    endpoint_id TEXT NOT NULL REFERENCES endpoint (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, endpoint_id)
);

CREATE TABLE project_endpoint_group (
    project_id        TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    endpoint_group_id TEXT NOT NULL REFERENCES endpoint_group (id) ON DELETE CASCADE,
    PRIMARY KEY (project_id, endpoint_group_id)
);

-- value is JSON.
CREATE TABLE domain_option (
    domain_id    TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    option_group TEXT NOT NULL,
    name         TEXT NOT NULL,
    value        TEXT NOT NULL,
    PRIMARY KEY (domain_id, option_group, name)
);

CREATE TABLE consumer (
    id          TEXT PRIMARY KEY,
    description TEXT,
    secret      TEXT NOT NULL,
    extra       TEXT NOT NULL
);

-- No region is ''.
CREATE TABLE registered_limit (
    id            TEXT PRIMARY KEY,
    service_id    TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
    region_id     TEXT NOT NULL,
    resource_name TEXT NOT NULL,
    default_limit BIGINT NOT NULL,
    description   TEXT,
    UNIQUE (service_id, region_id, resource_name)
);

-- target: the project or the domain.
CREATE TABLE resource_limit (
    id                  TEXT PRIMARY KEY,
    registered_limit_id TEXT NOT NULL REFERENCES registered_limit (id),
    target_id           TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    resource_limit      BIGINT NOT NULL,
    description         TEXT,
    UNIQUE (registered_limit_id, target_id)
);
