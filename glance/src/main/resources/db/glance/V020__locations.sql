ALTER TABLE image ADD COLUMN os_hash_algo TEXT;
ALTER TABLE image ADD COLUMN locations TEXT NOT NULL DEFAULT '[]';
UPDATE image SET os_hash_algo = 'sha512' WHERE os_hash_value IS NOT NULL;
