ALTER TABLE volume ADD COLUMN readonly_flag BOOLEAN;
UPDATE volume SET readonly_flag = TRUE WHERE readonly;
ALTER TABLE volume DROP COLUMN readonly;
ALTER TABLE volume RENAME COLUMN readonly_flag TO readonly;
