CREATE TABLE qos_policy (
    id         TEXT PRIMARY KEY,
    project_id TEXT NOT NULL,
    name       TEXT,
    is_default TEXT,
    body       TEXT NOT NULL
);
CREATE INDEX qos_policy_project ON qos_policy (project_id);

CREATE TABLE qos_bandwidth_limit_rule (
    id            TEXT PRIMARY KEY,
    project_id    TEXT NOT NULL,
    qos_policy_id TEXT NOT NULL REFERENCES qos_policy (id),
    body          TEXT NOT NULL
);
CREATE INDEX qos_bandwidth_limit_rule_policy ON qos_bandwidth_limit_rule (qos_policy_id);

CREATE TABLE qos_dscp_marking_rule (
    id            TEXT PRIMARY KEY,
    project_id    TEXT NOT NULL,
    qos_policy_id TEXT NOT NULL REFERENCES qos_policy (id),
    body          TEXT NOT NULL
);
CREATE INDEX qos_dscp_marking_rule_policy ON qos_dscp_marking_rule (qos_policy_id);

CREATE TABLE qos_minimum_bandwidth_rule (
    id            TEXT PRIMARY KEY,
    project_id    TEXT NOT NULL,
    qos_policy_id TEXT NOT NULL REFERENCES qos_policy (id),
    body          TEXT NOT NULL
);
CREATE INDEX qos_minimum_bandwidth_rule_policy ON qos_minimum_bandwidth_rule (qos_policy_id);

ALTER TABLE network ADD COLUMN qos_policy_id TEXT REFERENCES qos_policy (id);
CREATE INDEX network_qos_policy ON network (qos_policy_id);
ALTER TABLE port ADD COLUMN qos_policy_id TEXT REFERENCES qos_policy (id);
CREATE INDEX port_qos_policy ON port (qos_policy_id);
