CREATE TABLE image (
    id               TEXT PRIMARY KEY,
    name             TEXT,
    status           TEXT NOT NULL,
    visibility       TEXT NOT NULL,
    owner            TEXT,
    disk_format      TEXT,
    container_format TEXT,
    size             BIGINT,
    virtual_size     BIGINT,
    checksum         TEXT,
    os_hash_value    TEXT,
    min_disk         BIGINT NOT NULL,
    min_ram          BIGINT NOT NULL,
    undeletable      BOOLEAN NOT NULL,
    hidden           BOOLEAN NOT NULL,
    properties       TEXT NOT NULL,
    tags             TEXT NOT NULL,
    created_at       BIGINT NOT NULL,
    updated_at       BIGINT NOT NULL
);
CREATE INDEX image_owner ON image (owner);

-- What lists can be filtered by: the same properties and tags, one a row.
CREATE TABLE image_label (
    image_id TEXT NOT NULL,
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (image_id, kind, name)
);

CREATE TABLE image_member (
    image_id   TEXT NOT NULL,
    member_id  TEXT NOT NULL,
    status     TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (image_id, member_id)
);
CREATE INDEX image_member_member ON image_member (member_id);
