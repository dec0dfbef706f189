CREATE TABLE qos_specs (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    consumer   TEXT NOT NULL,
    specs      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT
);

ALTER TABLE volume_type ADD COLUMN qos_specs_id TEXT REFERENCES qos_specs (id);
ALTER TABLE snapshot ADD COLUMN progress TEXT;
