package stratus.cinder.api;

import java.util.List;
import java.util.Map;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /extensions}: parts of the API that once were optional, those of them that are here. */
public final class ExtensionsApi {
    private static final List<Extension> ALL = List.of(
            new Extension("backups", "Backups", "Backups support.", "2012-12-12"),
            new Extension("capabilities", "Capabilities", "Capabilities support.", "2015-08-31"),
            new Extension("encryption", "VolumeTypeEncryption", "Encryption support for volume types.", "2013-07-01"),
            new Extension("os-admin-actions", "AdminActions", "Enable admin actions.", "2012-08-25"),
            new Extension("os-availability-zone", "AvailabilityZones", "Describe Availability Zones.", "2013-06-27"),
            new Extension("os-extended-services", "ExtendedServices", "Extended services support.", "2014-01-10"),
            new Extension(
                    "os-extended-snapshot-attributes",
                    "ExtendedSnapshotAttributes",
                    "Extended SnapshotAttributes support.",
                    "2012-06-19"),
            new Extension("os-hosts", "Hosts", "Admin-only host administration.", "2011-06-29"),
            new Extension("os-quota-class-sets", "QuotaClasses", "Quota classes management support.", "2012-03-12"),
            new Extension("os-quota-sets", "Quotas", "Quota management support.", "2011-08-08"),
            new Extension("os-services", "Services", "Services support.", "2012-10-28"),
            new Extension("os-snapshot-actions", "SnapshotActions", "Enable snapshot manager actions.", "2013-07-16"),
            new Extension("os-types-extra-specs", "TypesExtraSpecs", "Type extra specs support.", "2011-08-24"),
            new Extension("os-types-manage", "TypesManage", "Types manage support.", "2011-08-24"),
            new Extension(
                    "os-used-limits",
                    "UsedLimits",
                    "Provide data on limited resources that are being used.",
                    "2013-10-03"),
            new Extension(
                    "os-vol-host-attr",
                    "VolumeHostAttribute",
                    "Expose host as an attribute of a volume.",
                    "2011-11-03"),
            new Extension(
                    "os-vol-image-meta",
                    "VolumeImageMetadata",
                    "Show image metadata associated with the volume.",
                    "2012-12-07"),
            new Extension(
                    "os-vol-mig-status-attr",
                    "VolumeMigStatusAttribute",
                    "Expose migration_status as an attribute of a volume.",
                    "2013-08-08"),
            new Extension(
                    "os-vol-tenant-attr",
                    "VolumeTenantAttribute",
                    "Expose the internal project_id as an attribute of a volume.",
                    "2011-11-03"),
            new Extension("os-volume-actions", "VolumeActions", "Enable volume actions.", "2012-05-31"),
            new Extension(
                    "os-volume-encryption-metadata",
                    "VolumeEncryptionMetadata",
                    "Volume encryption metadata retrieval support.",
                    "2013-07-10"),
            new Extension("os-volume-transfer", "VolumeTransfer", "Volume transfer management support.", "2013-05-29"),
            new Extension("os-volume-type-access", "VolumeTypeAccess", "Volume type access support.", "2014-06-26"),
            new Extension("qos-specs", "Qos_specs_manage", "QoS specs support.", "2013-08-02"),
            new Extension("scheduler-stats", "Scheduler_stats", "Scheduler stats support.", "2014-09-07"));

    private record Extension(String alias, String name, String description, String since) {
        Map<String, Object> view() {
            return Map.of(
                    "alias",
                    alias,
                    "name",
                    name,
                    "description",
                    description,
                    "updated",
                    since + "T00:00:00+00:00",
                    "links",
                    List.of());
        }
    }

    public void routes(Routes routes) {
        routes.token(
                        "GET",
                        "/extensions",
                        _ -> Response.ok(Map.of(
                                "extensions", ALL.stream().map(Extension::view).toList())))
                .token("GET", "/extensions/{alias}", ExtensionsApi::show)
                .token("GET", "/resource_filters", ExtensionsApi::filters);
    }

    private static Response show(Request r) {
        return Response.ok(Map.of(
                "extension",
                ALL.stream()
                        .filter(e -> e.alias().equals(r.path("alias")))
                        .findFirst()
                        .orElseThrow(() -> new Fault.NotFound("The resource could not be found."))
                        .view()));
    }

    private static Response filters(Request r) {
        Ask.since(r, 33);
        var one = r.query().get("resource");
        return Response.ok(Map.of(
                "resource_filters",
                Filters.ALL.stream()
                        .filter(f -> one == null || one.equals(f.resource()))
                        .map(Filters::view)
                        .toList()));
    }
}
