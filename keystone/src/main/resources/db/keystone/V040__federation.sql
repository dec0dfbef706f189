CREATE TABLE identity_provider (
    id                TEXT PRIMARY KEY,
    domain_id         TEXT NOT NULL REFERENCES project (id),
    enabled           BOOLEAN NOT NULL,
    description       TEXT,
    authorization_ttl BIGINT,
    remote_ids        TEXT NOT NULL
);

CREATE TABLE federation_mapping (
    id             TEXT PRIMARY KEY,
    rules          TEXT NOT NULL,
    schema_version TEXT NOT NULL
);

-- A mapping may be deleted although protocols name it: upstream says so only when somebody logs in.
CREATE TABLE federation_protocol (
    idp_id              TEXT NOT NULL REFERENCES identity_provider (id) ON DELETE CASCADE,
    id                  TEXT NOT NULL,
    mapping_id          TEXT NOT NULL,
    remote_id_attribute TEXT,
    PRIMARY KEY (idp_id, id)
);

CREATE TABLE service_provider (
    id                 TEXT PRIMARY KEY,
    enabled            BOOLEAN NOT NULL,
    description        TEXT,
    auth_url           TEXT NOT NULL,
    sp_url             TEXT NOT NULL,
    relay_state_prefix TEXT NOT NULL
);
