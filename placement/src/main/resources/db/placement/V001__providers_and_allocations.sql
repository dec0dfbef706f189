CREATE TABLE resource_provider (
    uuid        TEXT PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    generation  BIGINT NOT NULL,
    parent_uuid TEXT,
    root_uuid   TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);
CREATE INDEX resource_provider_root ON resource_provider (root_uuid);
CREATE INDEX resource_provider_parent ON resource_provider (parent_uuid);

CREATE TABLE inventory (
    provider_uuid    TEXT NOT NULL REFERENCES resource_provider (uuid),
    resource_class   TEXT NOT NULL,
    total            BIGINT NOT NULL,
    reserved         BIGINT NOT NULL,
    min_unit         BIGINT NOT NULL,
    max_unit         BIGINT NOT NULL,
    step_size        BIGINT NOT NULL,
    allocation_ratio DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (provider_uuid, resource_class)
);
CREATE INDEX inventory_class ON inventory (resource_class);

CREATE TABLE trait (
    name       TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL
);
CREATE TABLE resource_class (
    name       TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL
);

CREATE TABLE provider_trait (
    provider_uuid TEXT NOT NULL REFERENCES resource_provider (uuid),
    name          TEXT NOT NULL,
    PRIMARY KEY (provider_uuid, name)
);
CREATE INDEX provider_trait_name ON provider_trait (name);

CREATE TABLE provider_aggregate (
    provider_uuid TEXT NOT NULL REFERENCES resource_provider (uuid),
    name          TEXT NOT NULL,
    PRIMARY KEY (provider_uuid, name)
);
CREATE INDEX provider_aggregate_name ON provider_aggregate (name);

CREATE TABLE consumer (
    uuid          TEXT PRIMARY KEY,
    project_id    TEXT NOT NULL,
    user_id       TEXT NOT NULL,
    generation    BIGINT NOT NULL,
    consumer_type TEXT,
    updated_at    BIGINT NOT NULL
);
CREATE INDEX consumer_project ON consumer (project_id, user_id);

CREATE TABLE allocation (
    consumer_uuid  TEXT NOT NULL REFERENCES consumer (uuid),
    provider_uuid  TEXT NOT NULL REFERENCES resource_provider (uuid),
    resource_class TEXT NOT NULL,
    used           BIGINT NOT NULL,
    PRIMARY KEY (consumer_uuid, provider_uuid, resource_class)
);
CREATE INDEX allocation_provider ON allocation (provider_uuid, resource_class);
