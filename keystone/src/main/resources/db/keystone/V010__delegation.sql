-- blob is sealed with the keys of credentials.
CREATE TABLE credential (
    id         TEXT PRIMARY KEY,
    user_id    TEXT NOT NULL,
    project_id TEXT,
    type       TEXT NOT NULL,
    blob       TEXT NOT NULL,
    extra      TEXT NOT NULL
);
CREATE INDEX credential_user ON credential (user_id);

-- access_rules: the rules' ids; null where everything may be asked for.
CREATE TABLE application_credential (
    id           TEXT PRIMARY KEY,
    name         TEXT NOT NULL,
    user_id      TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    project_id   TEXT NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    description  TEXT,
    expires_at   BIGINT,
    unrestricted BOOLEAN NOT NULL,
    roles        TEXT NOT NULL,
    access_rules TEXT,
    secret_hash  TEXT NOT NULL,
    UNIQUE (user_id, name)
);

CREATE TABLE access_rule (
    id      TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    service TEXT NOT NULL,
    path    TEXT NOT NULL,
    method  TEXT NOT NULL,
    UNIQUE (user_id, service, path, method)
);

CREATE TABLE trust (
    id                   TEXT PRIMARY KEY,
    trustor_user_id      TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    trustee_user_id      TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    project_id           TEXT REFERENCES project (id) ON DELETE CASCADE,
    impersonation        BOOLEAN NOT NULL,
    expires_at           BIGINT,
    remaining_uses       BIGINT,
    redelegated_trust_id TEXT REFERENCES trust (id) ON DELETE CASCADE,
    redelegation_count   BIGINT NOT NULL,
    roles                TEXT NOT NULL,
    extra                TEXT NOT NULL
);
CREATE INDEX trust_trustor ON trust (trustor_user_id);
CREATE INDEX trust_trustee ON trust (trustee_user_id);
