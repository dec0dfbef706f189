CREATE TABLE group_type (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    description TEXT,
    is_public   BOOLEAN NOT NULL,
    group_specs TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT
);
