CREATE TABLE cached_image (
    image_id      TEXT PRIMARY KEY,
    size          BIGINT NOT NULL,
    hits          BIGINT NOT NULL,
    last_accessed BIGINT NOT NULL,
    last_modified BIGINT NOT NULL
);

CREATE TABLE queued_image (
    image_id  TEXT PRIMARY KEY,
    queued_at BIGINT NOT NULL
);
