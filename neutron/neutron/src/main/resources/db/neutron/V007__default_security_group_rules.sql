-- What new security groups begin with: those of upstream, until the administrator changes them.
CREATE TABLE default_security_group_rule (
    id                     TEXT PRIMARY KEY,
    project_id             TEXT NOT NULL,
    used_in_default_sg     TEXT,
    used_in_non_default_sg TEXT,
    body                   TEXT NOT NULL
);

INSERT INTO default_security_group_rule (id, project_id, used_in_default_sg, used_in_non_default_sg, body)
VALUES ('5f2a7c11-0b3e-4d6f-9a18-c4e7d2b09131', '', 'true', 'true',
    '{"id":"5f2a7c11-0b3e-4d6f-9a18-c4e7d2b09131","project_id":"","tenant_id":"","direction":"egress","ethertype":"IPv4",'
    || '"protocol":null,"port_range_min":null,"port_range_max":null,"remote_ip_prefix":null,'
    || '"remote_group_id":null,"remote_address_group_id":null,"description":"",'
    || '"used_in_default_sg":true,"used_in_non_default_sg":true,"tags":[],"revision_number":0}');
INSERT INTO default_security_group_rule (id, project_id, used_in_default_sg, used_in_non_default_sg, body)
VALUES ('5f2a7c12-0b3e-4d6f-9a18-c4e7d2b09132', '', 'true', 'true',
    '{"id":"5f2a7c12-0b3e-4d6f-9a18-c4e7d2b09132","project_id":"","tenant_id":"","direction":"egress","ethertype":"IPv6",'
    || '"protocol":null,"port_range_min":null,"port_range_max":null,"remote_ip_prefix":null,'
    || '"remote_group_id":null,"remote_address_group_id":null,"description":"",'
    || '"used_in_default_sg":true,"used_in_non_default_sg":true,"tags":[],"revision_number":0}');
INSERT INTO default_security_group_rule (id, project_id, used_in_default_sg, used_in_non_default_sg, body)
VALUES ('5f2a7c13-0b3e-4d6f-9a18-c4e7d2b09133', '', 'true', 'false',
    '{"id":"5f2a7c13-0b3e-4d6f-9a18-c4e7d2b09133","project_id":"","tenant_id":"","direction":"ingress","ethertype":"IPv4",'
    || '"protocol":null,"port_range_min":null,"port_range_max":null,"remote_ip_prefix":null,'
    || '"remote_group_id":"PARENT","remote_address_group_id":null,"description":"",'
    || '"used_in_default_sg":true,"used_in_non_default_sg":false,"tags":[],"revision_number":0}');
INSERT INTO default_security_group_rule (id, project_id, used_in_default_sg, used_in_non_default_sg, body)
VALUES ('5f2a7c14-0b3e-4d6f-9a18-c4e7d2b09134', '', 'true', 'false',
    '{"id":"5f2a7c14-0b3e-4d6f-9a18-c4e7d2b09134","project_id":"","tenant_id":"","direction":"ingress","ethertype":"IPv6",'
    || '"protocol":null,"port_range_min":null,"port_range_max":null,"remote_ip_prefix":null,'
    || '"remote_group_id":"PARENT","remote_address_group_id":null,"description":"",'
    || '"used_in_default_sg":true,"used_in_non_default_sg":false,"tags":[],"revision_number":0}');
