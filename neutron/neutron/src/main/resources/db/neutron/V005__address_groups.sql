CREATE TABLE address_group (
    id         TEXT PRIMARY KEY,
    project_id TEXT NOT NULL,
    name       TEXT,
    body       TEXT NOT NULL
);
CREATE INDEX address_group_project ON address_group (project_id);

ALTER TABLE security_group_rule ADD COLUMN remote_address_group_id TEXT REFERENCES address_group (id);
CREATE INDEX security_group_rule_address_group ON security_group_rule (remote_address_group_id);
