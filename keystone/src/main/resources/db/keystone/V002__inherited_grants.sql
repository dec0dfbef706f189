-- inherited: what is granted counts below the target, and not on it.
ALTER TABLE role_grant RENAME TO role_grant_before;

CREATE TABLE role_grant (
    actor_kind  TEXT NOT NULL,
    actor_id    TEXT NOT NULL,
    target_kind TEXT NOT NULL,
    target_id   TEXT NOT NULL,
    role_id     TEXT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
    inherited   BOOLEAN NOT NULL,
    PRIMARY KEY (actor_kind, actor_id, target_kind, target_id, role_id, inherited)
);
INSERT INTO role_grant (actor_kind, actor_id, target_kind, target_id, role_id, inherited)
    SELECT actor_kind, actor_id, target_kind, target_id, role_id, FALSE FROM role_grant_before;
DROP TABLE role_grant_before;
CREATE INDEX role_grant_target ON role_grant (target_kind, target_id);
