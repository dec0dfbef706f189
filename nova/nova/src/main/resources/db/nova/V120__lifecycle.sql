CREATE TABLE shelved_server (
    server_id  TEXT PRIMARY KEY REFERENCES server (id),
    image_id   TEXT,
    shelved_at BIGINT NOT NULL
);
