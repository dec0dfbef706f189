ALTER TABLE image ADD COLUMN os_hash_algo TEXT;
ALTER TABLE image ADD COLUMN locations TEXT NOT NULL DEFAULT '[]';
UPDATE image SET os_hash_algo = 'sha512' WHERE os_hash_value IS NOT NULL;

-- Places of bits are labels too, so that what no image owns is found.
CREATE INDEX image_label_name ON image_label (kind, name);
