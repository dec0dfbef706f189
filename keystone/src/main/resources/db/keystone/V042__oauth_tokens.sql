-- What a consumer asks a user for. Until the user agrees there is neither user nor verifier. The secret is sealed.
CREATE TABLE oauth_request_token (
    id          TEXT PRIMARY KEY,
    consumer_id TEXT NOT NULL REFERENCES consumer (id) ON DELETE CASCADE,
    project_id  TEXT NOT NULL,
    secret      TEXT NOT NULL,
    expires_at  BIGINT NOT NULL,
    user_id     TEXT,
    verifier    TEXT,
    roles       TEXT NOT NULL
);

-- What a user gave a consumer.
CREATE TABLE oauth_access_token (
    id          TEXT PRIMARY KEY,
    consumer_id TEXT NOT NULL REFERENCES consumer (id) ON DELETE CASCADE,
    project_id  TEXT NOT NULL,
    secret      TEXT NOT NULL,
    expires_at  BIGINT NOT NULL,
    user_id     TEXT NOT NULL,
    roles       TEXT NOT NULL
);

CREATE INDEX oauth_access_token_user ON oauth_access_token (user_id);
