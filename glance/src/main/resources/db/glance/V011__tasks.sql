CREATE TABLE task (
    id         TEXT PRIMARY KEY,
    image_id   TEXT NOT NULL,
    request_id TEXT NOT NULL,
    user_id    TEXT NOT NULL,
    owner      TEXT,
    type       TEXT NOT NULL,
    status     TEXT NOT NULL,
    input      TEXT NOT NULL,
    message    TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    expires_at BIGINT
);
CREATE INDEX task_image ON task (image_id);
CREATE INDEX task_expires ON task (expires_at);
