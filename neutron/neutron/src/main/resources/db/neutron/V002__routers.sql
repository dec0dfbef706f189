-- Where each router is, and what was put in at the first start only.
ALTER TABLE router ADD COLUMN agent_host TEXT;
CREATE INDEX router_agent_host ON router (agent_host);
CREATE INDEX floatingip_network ON floatingip (floating_network_id);

CREATE TABLE seed (
    name TEXT PRIMARY KEY
);
