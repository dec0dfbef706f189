CREATE TABLE metadef_namespace (
    name         TEXT PRIMARY KEY,
    owner        TEXT,
    display_name TEXT,
    description  TEXT,
    visibility   TEXT NOT NULL,
    undeletable  BOOLEAN NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);

-- What is defined in a namespace: objects, properties, tags, and the types of resources that it is for.
CREATE TABLE metadef_definition (
    namespace  TEXT NOT NULL REFERENCES metadef_namespace (name) ON UPDATE CASCADE ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    name       TEXT NOT NULL,
    body       TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (namespace, kind, name)
);
CREATE INDEX metadef_definition_kind ON metadef_definition (kind, name);
