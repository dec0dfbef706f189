-- A domain is a project that acts as one: is_domain, and no domain of its own ('').
CREATE TABLE project (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    domain_id   TEXT NOT NULL,
    parent_id   TEXT,
    is_domain   BOOLEAN NOT NULL,
    enabled     BOOLEAN NOT NULL,
    description TEXT,
    tags        TEXT NOT NULL,
    options     TEXT NOT NULL,
    extra       TEXT NOT NULL,
    UNIQUE (domain_id, name)
);
CREATE INDEX project_parent ON project (parent_id);

CREATE TABLE user_account (
    id                  TEXT PRIMARY KEY,
    name                TEXT NOT NULL,
    domain_id           TEXT NOT NULL REFERENCES project (id),
    enabled             BOOLEAN NOT NULL,
    default_project_id  TEXT,
    password_hash       TEXT,
    options             TEXT NOT NULL,
    extra               TEXT NOT NULL,
    UNIQUE (domain_id, name)
);

CREATE TABLE user_group (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    domain_id   TEXT NOT NULL REFERENCES project (id),
    description TEXT NOT NULL,
    extra       TEXT NOT NULL,
    UNIQUE (domain_id, name)
);

CREATE TABLE membership (
    user_id  TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    group_id TEXT NOT NULL REFERENCES user_group (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, group_id)
);
CREATE INDEX membership_group ON membership (group_id);

-- A global role has no domain ('').
CREATE TABLE role (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    domain_id   TEXT NOT NULL,
    description TEXT,
    options     TEXT NOT NULL,
    extra       TEXT NOT NULL,
    UNIQUE (domain_id, name)
);

CREATE TABLE implied_role (
    prior_id   TEXT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
    implied_id TEXT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
    PRIMARY KEY (prior_id, implied_id)
);

-- actor_kind: user, group; target_kind: project, domain, system (whose id is 'system').
CREATE TABLE role_grant (
    actor_kind  TEXT NOT NULL,
    actor_id    TEXT NOT NULL,
    target_kind TEXT NOT NULL,
    target_id   TEXT NOT NULL,
    role_id     TEXT NOT NULL REFERENCES role (id) ON DELETE CASCADE,
    PRIMARY KEY (actor_kind, actor_id, target_kind, target_id, role_id)
);
CREATE INDEX role_grant_target ON role_grant (target_kind, target_id);

CREATE TABLE region (
    id               TEXT PRIMARY KEY,
    description      TEXT NOT NULL,
    parent_region_id TEXT REFERENCES region (id),
    extra            TEXT NOT NULL
);

CREATE TABLE service (
    id          TEXT PRIMARY KEY,
    type        TEXT NOT NULL,
    name        TEXT NOT NULL,
    description TEXT,
    enabled     BOOLEAN NOT NULL,
    extra       TEXT NOT NULL
);

CREATE TABLE endpoint (
    id         TEXT PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES service (id) ON DELETE CASCADE,
    region_id  TEXT REFERENCES region (id),
    interface  TEXT NOT NULL,
    url        TEXT NOT NULL,
    enabled    BOOLEAN NOT NULL,
    extra      TEXT NOT NULL
);

-- A token that fits all of the columns that are not null is no token any more.
CREATE TABLE revocation (
    id            TEXT PRIMARY KEY,
    audit_id      TEXT,
    user_id       TEXT,
    project_id    TEXT,
    domain_id     TEXT,
    issued_before BIGINT NOT NULL,
    prune_after   BIGINT NOT NULL
);
CREATE INDEX revocation_audit ON revocation (audit_id);
