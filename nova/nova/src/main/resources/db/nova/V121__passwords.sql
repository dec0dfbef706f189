CREATE TABLE guest_password (
    server_id TEXT PRIMARY KEY REFERENCES server (id),
    password  TEXT NOT NULL
);
