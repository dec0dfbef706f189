package stratus.neutron.api;

import java.util.List;

/** The extensions of the API that are really there, under upstream's names and aliases. */
final class Extensions {
    private Extensions() {}

    record Extension(String name, String alias, String description, String updated, List<Object> links) {
        Extension(String name, String alias, String description, String updated) {
            this(name, alias, description, updated, List.of());
        }
    }

    static final List<Extension> ALL = List.of(
            new Extension("Address group", "address-group", "Addresses under one name.", "2020-07-15T10:00:00-00:00"),
            new Extension(
                    "Remote address group id field for security group rules",
                    "security-groups-remote-address-group",
                    "Rules of security groups for the addresses of a group.",
                    "2020-08-25T10:00:00-00:00"),
            new Extension(
                    "Quality of Service",
                    "qos",
                    "Limits and marks for the traffic of ports.",
                    "2015-06-08T10:00:00-00:00"),
            new Extension(
                    "Direction for QoS bandwidth limit rule",
                    "qos-bw-limit-direction",
                    "Limits for what ports send, and for what they receive.",
                    "2017-04-10T10:00:00-00:00"),
            new Extension(
                    "QoS default policy",
                    "qos-default",
                    "A policy for networks that name none.",
                    "2017-041-06T10:00:00-00:00"),
            new Extension(
                    "Details of QoS rule types",
                    "qos-rule-type-details",
                    "What rules of each type may say.",
                    "2017-06-22T10:00:00-00:00"),
            new Extension(
                    "Quality of Service rules alias API",
                    "qos-rules-alias",
                    "Rules by their id alone.",
                    "2018-10-07T10:00:00-00:00"),
            new Extension(
                    "QoS port network policy ID",
                    "qos-port-network-policy",
                    "Ports show the policy of their network.",
                    "2019-11-01T10:00:00-00:00"),
            new Extension(
                    "Default rules for security groups",
                    "security-groups-default-rules",
                    "The rules that new security groups begin with.",
                    "2022-12-19T10:00:00-00:00"),
            new Extension(
                    "Floating IP Pools Extension",
                    "floatingip-pools",
                    "Where floating IPs come from.",
                    "2018-03-21T10:00:00-00:00"),
            new Extension(
                    "Neutron Port MAC address regenerate",
                    "port-mac-address-regenerate",
                    "A new MAC for a port.",
                    "2018-05-03T10:00:00-00:00"),
            new Extension(
                    "Tag Ports During Bulk Creation",
                    "tag-ports-during-bulk-creation",
                    "Ports are made with their tags.",
                    "2019-12-29T19:00:00-00:00"),
            new Extension(
                    "RBAC Policies",
                    "rbac-policies",
                    "Policies that share what a project has with others.",
                    "2015-06-17T12:15:12-00:00"),
            new Extension(
                    "Add security_group type to network RBAC",
                    "rbac-security-groups",
                    "Security groups can be shared.",
                    "2019-02-14T00:00:00-00:00"),
            new Extension(
                    "Add subnetpool type to RBAC",
                    "rbac-subnetpool",
                    "Subnet pools can be shared.",
                    "2020-02-05T00:00:00-00:00"),
            new Extension(
                    "Add address_scope type to RBAC",
                    "rbac-address-scope",
                    "Address scopes can be shared.",
                    "2020-02-12T00:00:00-00:00"),
            new Extension(
                    "Add address_group type to RBAC",
                    "rbac-address-group",
                    "Address groups can be shared.",
                    "2021-01-20T00:00:00-00:00"),
            new Extension(
                    "Address scope",
                    "address-scope",
                    "Address scopes: subnet pools whose addresses are told apart.",
                    "2015-07-26T10:00:00-00:00"),
            new Extension(
                    "Auto Allocated Topology Services",
                    "auto-allocated-topology",
                    "A network with its router, made on first use.",
                    "2016-01-01T00:00:00-00:00"),
            new Extension(
                    "Default Subnetpools", "default-subnetpools", "Default subnet pools.", "2016-02-18T18:00:00-00:00"),
            new Extension("Subnet Allocation", "subnet_allocation", "Subnet pools.", "2015-03-30T10:00:00-00:00"),
            new Extension(
                    "Subnet Pool Prefix Operations",
                    "subnetpool-prefix-ops",
                    "Prefixes added to subnet pools and taken from them.",
                    "2019-02-08T10:00:00-00:00"),
            new Extension(
                    "agent", "agent", "Agents on hosts, their state and their settings.", "2013-02-03T10:00:00-00:00"),
            new Extension(
                    "Availability Zone",
                    "availability_zone",
                    "Availability zones of agents.",
                    "2015-01-01T10:00:00-00:00"),
            new Extension(
                    "Allowed Address Pairs",
                    "allowed-address-pairs",
                    "More addresses that a port may send as.",
                    "2013-07-23T10:00:00-00:00"),
            new Extension("Port Binding", "binding", "Where a port is bound, and how.", "2014-02-03T10:00:00-00:00"),
            new Extension(
                    "DHCP Agent Scheduler",
                    "dhcp_agent_scheduler",
                    "Which DHCP agents serve a network.",
                    "2013-02-07T10:00:00-00:00"),
            new Extension(
                    "DNS Integration",
                    "dns-integration",
                    "DNS names of ports, networks and floating IPs.",
                    "2015-08-15T18:00:00-00:00"),
            new Extension(
                    "Neutron external network",
                    "external-net",
                    "Networks to the outside.",
                    "2013-01-14T10:00:00-00:00"),
            new Extension(
                    "Neutron Extra DHCP options",
                    "extra_dhcp_opt",
                    "More DHCP options of a port.",
                    "2013-03-17T12:00:00-00:00"),
            new Extension(
                    "Neutron Extra Route", "extraroute", "Static routes of a router.", "2013-02-01T10:00:00-00:00"),
            new Extension(
                    "Atomically add/remove extra routes",
                    "extraroute-atomic",
                    "Adding and removing static routes of a router one by one.",
                    "2019-07-10T00:00:00+00:00"),
            new Extension(
                    "Neutron L3 Configurable external gateway mode",
                    "ext-gw-mode",
                    "Routers with or without address translation.",
                    "2013-03-28T10:00:00-00:00"),
            new Extension(
                    "Filter parameters validation",
                    "filter-validation",
                    "Unknown filters are refused.",
                    "2018-07-04T10:00:00-00:00"),
            new Extension(
                    "Floating IP Port Details Extension",
                    "fip-port-details",
                    "What port a floating IP stands for.",
                    "2018-04-09T10:00:00-00:00"),
            new Extension(
                    "IP address substring filtering",
                    "ip-substring-filtering",
                    "Ports by a part of their addresses.",
                    "2017-11-28T09:00:00-00:00"),
            new Extension(
                    "L3 Agent Scheduler",
                    "l3_agent_scheduler",
                    "Which L3 agent has a router.",
                    "2013-02-07T10:00:00-00:00"),
            new Extension("Network MTU", "net-mtu", "The MTU of a network.", "2015-03-25T10:00:00-00:00"),
            new Extension(
                    "Network MTU (writable)",
                    "net-mtu-writable",
                    "The MTU of a network can be set.",
                    "2017-07-12T00:00:00-00:00"),
            new Extension(
                    "Network Availability Zone",
                    "network_availability_zone",
                    "Zones of a network.",
                    "2015-01-01T10:00:00-00:00"),
            new Extension(
                    "Network IP Availability",
                    "network-ip-availability",
                    "How many addresses are taken.",
                    "2015-09-24T00:00:00-00:00"),
            new Extension("Pagination support", "pagination", "Lists page by page.", "2016-06-12T00:00:00-00:00"),
            new Extension(
                    "Port Security",
                    "port-security",
                    "Ports whose packets are not checked.",
                    "2012-07-23T10:00:00-00:00"),
            new Extension(
                    "project_id field enabled",
                    "project-id",
                    "Resources show project_id.",
                    "2016-09-09T09:09:09-09:09"),
            new Extension(
                    "Provider Network", "provider", "How a network is made on the hosts.", "2012-09-07T10:00:00-00:00"),
            new Extension(
                    "Quota management support", "quotas", "How much a project may have.", "2012-07-29T10:00:00-00:00"),
            new Extension(
                    "Quota details management support",
                    "quota_details",
                    "How much a project has and may have.",
                    "2017-02-10T10:00:00-00:00"),
            new Extension(
                    "Quota engine limit check",
                    "quota-check-limit",
                    "A quota below what is used is refused.",
                    "2021-09-08T16:00:00-00:00"),
            new Extension(
                    "If-Match constraints based on revision_number",
                    "revision-if-match",
                    "Changes to an expected revision only.",
                    "2016-12-11T00:00:00-00:00"),
            new Extension("Neutron L3 Router", "router", "Routers and floating IPs.", "2012-07-20T10:00:00-00:00"),
            new Extension(
                    "Router Availability Zone",
                    "router_availability_zone",
                    "Zones of a router.",
                    "2015-01-01T10:00:00-00:00"),
            new Extension(
                    "security-group",
                    "security-group",
                    "Security groups and their rules.",
                    "2012-10-05T10:00:00-00:00"),
            new Extension(
                    "Normalized CIDR field for security group rules",
                    "security-groups-normalized-cidr",
                    "The address block that a rule means.",
                    "2020-07-28T10:00:00-00:00"),
            new Extension(
                    "Security group filtering on the shared field",
                    "security-groups-shared-filtering",
                    "Security groups by whether they are shared.",
                    "2021-10-05T09:00:00-00:00"),
            new Extension(
                    "Security group rule belongs to the project's default security group",
                    "security-groups-rules-belongs-to-default-sg",
                    "Whether a rule is of a default group.",
                    "2023-05-23T10:00:00-00:00"),
            new Extension("Sorting support", "sorting", "Lists in a given order.", "2016-06-12T00:00:00-00:00"),
            new Extension(
                    "standard-attr-description",
                    "standard-attr-description",
                    "Resources have descriptions.",
                    "2016-02-10T10:00:00-00:00"),
            new Extension(
                    "Resource revision numbers",
                    "standard-attr-revisions",
                    "Resources have revision numbers.",
                    "2016-04-11T10:00:00-00:00"),
            new Extension(
                    "Tag support for resources with standard attribute: network, port, router, floatingip, security_group, subnet, subnetpool",
                    "standard-attr-tag",
                    "Resources have tags.",
                    "2017-01-01T00:00:00-00:00"),
            new Extension(
                    "Resource timestamps",
                    "standard-attr-timestamp",
                    "Resources tell when they were made and changed.",
                    "2016-09-12T10:00:00-00:00"),
            new Extension(
                    "Stateful security group",
                    "stateful-security-group",
                    "Security groups that remember connections, or do not.",
                    "2019-11-26T09:00:00-00:00"),
            new Extension(
                    "Subnet DNS publish fixed IP",
                    "subnet-dns-publish-fixed-ip",
                    "Subnets whose addresses are published by DNS.",
                    "2019-05-24T10:00:00-00:00"),
            new Extension(
                    "Subnet service types",
                    "subnet-service-types",
                    "Subnets for certain kinds of ports.",
                    "2016-03-15T18:00:00-00:00"));
}
