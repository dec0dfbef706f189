CREATE TABLE type_encryption (
    id               TEXT PRIMARY KEY,
    volume_type_id   TEXT NOT NULL UNIQUE REFERENCES volume_type (id),
    provider         TEXT NOT NULL,
    control_location TEXT NOT NULL,
    cipher           TEXT,
    key_size         BIGINT,
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT
);
