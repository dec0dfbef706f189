-- Places of bits that are nobody's yet, or nobody's any more: what a crash leaves is what is named here, and nothing else.
CREATE TABLE pending_bits (
    id          TEXT PRIMARY KEY,
    image_id    TEXT NOT NULL,
    reason      TEXT NOT NULL,
    store       TEXT NOT NULL,
    url         TEXT NOT NULL,
    owner       TEXT,
    lease_until BIGINT NOT NULL
);
CREATE INDEX pending_bits_image ON pending_bits (image_id);
CREATE INDEX pending_bits_lease ON pending_bits (lease_until);

-- What was on its way in an earlier version is given up; where its bits are is not known.
INSERT INTO pending_bits (id, image_id, reason, store, url, owner, lease_until)
    SELECT 'V022-' || id, id, 'UPLOAD', '', '', NULL, 0 FROM image WHERE status = 'saving';
INSERT INTO pending_bits (id, image_id, reason, store, url, owner, lease_until)
    SELECT 'V022-' || id, id, 'STAGING', '', '', NULL, 0 FROM image WHERE status = 'uploading';
INSERT INTO pending_bits (id, image_id, reason, store, url, owner, lease_until)
    SELECT DISTINCT value, image_id, 'TASK', '', '', NULL, 0 FROM image_label
    WHERE kind = 'property' AND name = 'os_glance_import_task';
