ALTER TABLE user_account ADD COLUMN password_created_at BIGINT;
ALTER TABLE user_account ADD COLUMN password_expires_at BIGINT;

-- Log-ins with a wrong password since the last right one.
ALTER TABLE user_account ADD COLUMN failures BIGINT NOT NULL DEFAULT 0;
ALTER TABLE user_account ADD COLUMN failed_at BIGINT;

CREATE TABLE former_password (
    user_id    TEXT NOT NULL REFERENCES user_account (id) ON DELETE CASCADE,
    hash       TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX former_password_user ON former_password (user_id);
