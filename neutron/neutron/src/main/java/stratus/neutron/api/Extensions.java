package stratus.neutron.api;

import java.util.List;

/** The extensions of the API that are really there, as upstream names and describes them. */
final class Extensions {
    private Extensions() {}

    record Extension(String name, String alias, String description, String updated, List<Object> links) {
        Extension(String name, String alias, String description) {
            this(name, alias, description, "2016-01-01T00:00:00-00:00", List.of());
        }
    }

    static final List<Extension> ALL = List.of(
            new Extension("agent", "agent", "The agent management extension."),
            new Extension("Availability Zone", "availability_zone", "The availability zone extension."),
            new Extension("Allowed Address Pairs", "allowed-address-pairs", "Provides allowed address pairs"),
            new Extension("Port Binding", "binding", "Expose port bindings of a virtual port to external application"),
            new Extension(
                    "Neutron external network", "external-net", "Adds external network attribute to network resource."),
            new Extension(
                    "Neutron Extra DHCP options",
                    "extra_dhcp_opt",
                    "Extra options configuration for DHCP. For example PXE boot options to DHCP clients can be specified (e.g. tftp-server, server-ip-address, bootfile-name)"),
            new Extension(
                    "Filter parameters validation", "filter-validation", "Provides validation on filter parameters."),
            new Extension("Network MTU", "net-mtu", "Provides MTU attribute for a network resource."),
            new Extension(
                    "Network MTU (writable)",
                    "net-mtu-writable",
                    "Provides a writable MTU attribute for a network resource."),
            new Extension("Pagination support", "pagination", "Extension that indicates that pagination is enabled."),
            new Extension("Port Security", "port-security", "Provides port security"),
            new Extension(
                    "Project ID in resources", "project-id", "Extension that indicates that project_id is enabled."),
            new Extension("Provider Network", "provider", "Expose mapping of virtual networks to physical networks"),
            new Extension("Quota management support", "quotas", "Expose functions for quotas management per tenant"),
            new Extension(
                    "Quota details management support",
                    "quota_details",
                    "Expose functions for quotas usage statistics per project"),
            new Extension(
                    "If-Match constraints based on revision_number",
                    "revision-if-match",
                    "Extension indicating that If-Match based on revision_number is supported."),
            new Extension(
                    "Security group filtering on the shared field",
                    "security-groups-shared-filtering",
                    "Support filtering security groups on the shared field"),
            new Extension(
                    "Resource revision numbers",
                    "standard-attr-revisions",
                    "This extension will display the revision number of neutron resources."),
            new Extension(
                    "standard-attr-description",
                    "standard-attr-description",
                    "Extension to add descriptions to standard attributes"),
            new Extension(
                    "Tag support for resources with standard attribute: network, port, router, security_group, subnet",
                    "standard-attr-tag",
                    "Enables to set tag on resources with standard attribute."),
            new Extension(
                    "Resource timestamps",
                    "standard-attr-timestamp",
                    "Adds created_at and updated_at fields to all Neutron resources that have Neutron standard attributes."),
            new Extension("security-group", "security-group", "The security groups extension."),
            new Extension(
                    "Stateful security group",
                    "stateful-security-group",
                    "Indicates if the security group is stateful or not"),
            new Extension("Sorting support", "sorting", "Extension that indicates that sorting is enabled."),
            new Extension(
                    "Subnet service types",
                    "subnet-service-types",
                    "Provides ability to set the subnet service_types field"));
}
