-- Each process has a cache of its own; what was cached before is fetched again.
DROP TABLE cached_image;
CREATE TABLE cached_image (
    owner         TEXT NOT NULL,
    image_id      TEXT NOT NULL,
    size          BIGINT NOT NULL,
    hits          BIGINT NOT NULL,
    last_accessed BIGINT NOT NULL,
    last_modified BIGINT NOT NULL,
    PRIMARY KEY (image_id, owner)
);

DROP TABLE queued_image;
CREATE TABLE queued_image (
    owner     TEXT NOT NULL,
    image_id  TEXT NOT NULL,
    queued_at BIGINT NOT NULL,
    PRIMARY KEY (image_id, owner)
);
