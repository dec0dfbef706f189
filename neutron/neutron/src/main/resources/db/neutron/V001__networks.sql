-- The body is the resource as the API shows it; the columns beside it are what it is found by.
CREATE TABLE network (
    id         TEXT PRIMARY KEY,
    project_id TEXT NOT NULL,
    name       TEXT,
    shared     TEXT,
    external   TEXT,
    segment    TEXT UNIQUE,
    body       TEXT NOT NULL
);
CREATE INDEX network_project ON network (project_id);

CREATE TABLE subnet (
    id         TEXT PRIMARY KEY,
    project_id TEXT NOT NULL,
    name       TEXT,
    network_id TEXT NOT NULL REFERENCES network (id),
    cidr       TEXT,
    body       TEXT NOT NULL
);
CREATE INDEX subnet_project ON subnet (project_id);
CREATE INDEX subnet_network ON subnet (network_id);

CREATE TABLE port (
    id           TEXT PRIMARY KEY,
    project_id   TEXT NOT NULL,
    name         TEXT,
    network_id   TEXT NOT NULL REFERENCES network (id),
    device_id    TEXT,
    device_owner TEXT,
    mac_address  TEXT NOT NULL,
    host         TEXT,
    status       TEXT,
    body         TEXT NOT NULL,
    UNIQUE (network_id, mac_address)
);
CREATE INDEX port_project ON port (project_id);
CREATE INDEX port_device ON port (device_id);
CREATE INDEX port_host ON port (host);

CREATE TABLE ip_allocation (
    network_id TEXT NOT NULL,
    ip_address TEXT NOT NULL,
    subnet_id  TEXT NOT NULL REFERENCES subnet (id),
    port_id    TEXT NOT NULL REFERENCES port (id),
    PRIMARY KEY (network_id, ip_address)
);
CREATE INDEX ip_allocation_subnet ON ip_allocation (subnet_id);
CREATE INDEX ip_allocation_port ON ip_allocation (port_id);

CREATE TABLE security_group (
    id         TEXT PRIMARY KEY,
    project_id TEXT NOT NULL,
    name       TEXT,
    body       TEXT NOT NULL
);
CREATE INDEX security_group_project ON security_group (project_id);

CREATE TABLE default_security_group (
    project_id        TEXT PRIMARY KEY,
    security_group_id TEXT NOT NULL REFERENCES security_group (id)
);

CREATE TABLE security_group_rule (
    id                TEXT PRIMARY KEY,
    project_id        TEXT NOT NULL,
    security_group_id TEXT NOT NULL REFERENCES security_group (id),
    remote_group_id   TEXT,
    body              TEXT NOT NULL
);
CREATE INDEX security_group_rule_group ON security_group_rule (security_group_id);

CREATE TABLE port_security_group (
    port_id           TEXT NOT NULL REFERENCES port (id),
    security_group_id TEXT NOT NULL REFERENCES security_group (id),
    PRIMARY KEY (port_id, security_group_id)
);
CREATE INDEX port_security_group_group ON port_security_group (security_group_id);

CREATE TABLE router (
    id         TEXT PRIMARY KEY,
    project_id TEXT NOT NULL,
    name       TEXT,
    body       TEXT NOT NULL
);
CREATE INDEX router_project ON router (project_id);

CREATE TABLE floatingip (
    id                  TEXT PRIMARY KEY,
    project_id          TEXT NOT NULL,
    floating_network_id TEXT NOT NULL,
    floating_ip_address TEXT NOT NULL,
    port_id             TEXT,
    router_id           TEXT,
    status              TEXT,
    body                TEXT NOT NULL
);
CREATE INDEX floatingip_project ON floatingip (project_id);
CREATE INDEX floatingip_port ON floatingip (port_id);
CREATE INDEX floatingip_router ON floatingip (router_id);

CREATE TABLE agent (
    id         TEXT PRIMARY KEY,
    project_id TEXT NOT NULL,
    host       TEXT NOT NULL,
    agent_type TEXT NOT NULL,
    body       TEXT NOT NULL,
    UNIQUE (host, agent_type)
);

CREATE TABLE quota (
    project_id TEXT NOT NULL,
    resource   TEXT NOT NULL,
    most       INTEGER NOT NULL,
    PRIMARY KEY (project_id, resource)
);
