package stratus.nova.api;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import stratus.nova.domain.QuotaResource;
import stratus.oslo.http.Microversion;

/** Which quotas there are at a microversion: networks went at 2.36 (2.50 in classes), injected files at 2.57. */
final class QuotaShape {
    private static final Set<QuotaResource> NETWORK = EnumSet.of(
            QuotaResource.FIXED_IPS,
            QuotaResource.FLOATING_IPS,
            QuotaResource.SECURITY_GROUPS,
            QuotaResource.SECURITY_GROUP_RULES);
    private static final Set<QuotaResource> FILES = EnumSet.of(
            QuotaResource.INJECTED_FILES,
            QuotaResource.INJECTED_FILE_CONTENT_BYTES,
            QuotaResource.INJECTED_FILE_PATH_BYTES);
    private static final Set<QuotaResource> GROUPS =
            EnumSet.of(QuotaResource.SERVER_GROUPS, QuotaResource.SERVER_GROUP_MEMBERS);

    private QuotaShape() {}

    static Set<QuotaResource> sets(Microversion version) {
        var all = EnumSet.allOf(QuotaResource.class);
        if (version.atLeast(36)) {
            all.removeAll(NETWORK);
        }
        if (version.atLeast(57)) {
            all.removeAll(FILES);
        }
        return all;
    }

    /** Classes learned of server groups at 2.50, and forgot networks then. */
    static Set<QuotaResource> classes(Microversion version) {
        var all = EnumSet.allOf(QuotaResource.class);
        all.removeAll(version.atLeast(50) ? NETWORK : GROUPS);
        if (version.atLeast(57)) {
            all.removeAll(FILES);
        }
        return all;
    }

    static Map<String, Object> body(Set<QuotaResource> shown, Function<QuotaResource, Object> value) {
        var body = new LinkedHashMap<String, Object>();
        shown.forEach(r -> body.put(r.wire(), value.apply(r)));
        return body;
    }
}
