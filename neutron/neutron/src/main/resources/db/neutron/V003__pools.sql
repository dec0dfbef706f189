CREATE TABLE address_scope (
    id         TEXT PRIMARY KEY,
    project_id TEXT NOT NULL,
    name       TEXT,
    shared     TEXT,
    body       TEXT NOT NULL
);
CREATE INDEX address_scope_project ON address_scope (project_id);

CREATE TABLE subnetpool (
    id               TEXT PRIMARY KEY,
    project_id       TEXT NOT NULL,
    name             TEXT,
    shared           TEXT,
    is_default       TEXT,
    address_scope_id TEXT REFERENCES address_scope (id),
    body             TEXT NOT NULL
);
CREATE INDEX subnetpool_project ON subnetpool (project_id);
CREATE INDEX subnetpool_scope ON subnetpool (address_scope_id);

ALTER TABLE subnet ADD COLUMN subnetpool_id TEXT REFERENCES subnetpool (id);
CREATE INDEX subnet_pool ON subnet (subnetpool_id);

-- The network that a project was given without asking for its parts.
CREATE TABLE auto_allocated_topology (
    project_id TEXT PRIMARY KEY,
    network_id TEXT NOT NULL,
    router_id  TEXT NOT NULL
);
