-- A service goes without a look at the limits that name it, as upstream has it: they stay until somebody deletes them.
CREATE TABLE registered_limit_copy (
    id            TEXT PRIMARY KEY,
    service_id    TEXT NOT NULL,
    region_id     TEXT NOT NULL,
    resource_name TEXT NOT NULL,
    default_limit BIGINT NOT NULL,
    description   TEXT,
    UNIQUE (service_id, region_id, resource_name)
);

INSERT INTO registered_limit_copy (id, service_id, region_id, resource_name, default_limit, description)
SELECT id, service_id, region_id, resource_name, default_limit, description FROM registered_limit;

CREATE TABLE resource_limit_copy (
    id                  TEXT PRIMARY KEY,
    registered_limit_id TEXT NOT NULL REFERENCES registered_limit_copy (id),
    target_id           TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    resource_limit      BIGINT NOT NULL,
    description         TEXT,
    UNIQUE (registered_limit_id, target_id)
);

INSERT INTO resource_limit_copy (id, registered_limit_id, target_id, resource_limit, description)
SELECT id, registered_limit_id, target_id, resource_limit, description FROM resource_limit;

DROP TABLE resource_limit;
DROP TABLE registered_limit;
ALTER TABLE registered_limit_copy RENAME TO registered_limit;
ALTER TABLE resource_limit_copy RENAME TO resource_limit;
