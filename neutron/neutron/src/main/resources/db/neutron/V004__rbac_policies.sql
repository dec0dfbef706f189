-- Whom something is shared with besides its owner: a project, or * for all. What was shared with all, or external, has
-- its policy from now on; ids are made of those of the objects, with another version of UUID.
CREATE TABLE rbac_policy (
    id             TEXT PRIMARY KEY,
    project_id     TEXT NOT NULL,
    object_type    TEXT NOT NULL,
    object_id      TEXT NOT NULL,
    action         TEXT NOT NULL,
    target_project TEXT NOT NULL,
    body           TEXT NOT NULL,
    UNIQUE (object_id, action, target_project)
);
CREATE INDEX rbac_policy_project ON rbac_policy (project_id);
CREATE INDEX rbac_policy_target ON rbac_policy (target_project);

INSERT INTO rbac_policy (id, project_id, object_type, object_id, action, target_project, body)
SELECT substr(id, 1, 14) || '5' || substr(id, 16), project_id, 'network', id, 'access_as_shared', '*', ''
FROM network WHERE shared = 'true';
INSERT INTO rbac_policy (id, project_id, object_type, object_id, action, target_project, body)
SELECT substr(id, 1, 14) || '8' || substr(id, 16), project_id, 'network', id, 'access_as_external', '*', ''
FROM network WHERE external = 'true';
INSERT INTO rbac_policy (id, project_id, object_type, object_id, action, target_project, body)
SELECT substr(id, 1, 14) || '5' || substr(id, 16), project_id, 'subnetpool', id, 'access_as_shared', '*', ''
FROM subnetpool WHERE shared = 'true';
INSERT INTO rbac_policy (id, project_id, object_type, object_id, action, target_project, body)
SELECT substr(id, 1, 14) || '5' || substr(id, 16), project_id, 'address_scope', id, 'access_as_shared', '*', ''
FROM address_scope WHERE shared = 'true';
UPDATE rbac_policy SET body =
    '{"id":"' || id || '","project_id":"' || project_id || '","tenant_id":"' || project_id
    || '","object_type":"' || object_type || '","object_id":"' || object_id || '","action":"' || action
    || '","target_tenant":"' || target_project || '","tags":[],"revision_number":1}';

ALTER TABLE network DROP COLUMN shared;
ALTER TABLE subnetpool DROP COLUMN shared;
ALTER TABLE address_scope DROP COLUMN shared;
