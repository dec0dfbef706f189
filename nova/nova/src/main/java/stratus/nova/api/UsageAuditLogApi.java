package stratus.nova.api;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import stratus.nova.app.ComputeServices;
import stratus.nova.domain.Service;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /os-instance_usage_audit_log}: which hosts have audited the last month's usage. No host of ours does. */
public final class UsageAuditLogApi {
    private static final String RULE = "os_compute_api:os-instance-usage-audit-log:";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final ComputeServices services;
    private final InstantSource clock;

    public UsageAuditLogApi(ComputeServices services, InstantSource clock) {
        this.services = services;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.get("/os-instance_usage_audit_log", RULE + "list", this::list)
                .get("/os-instance_usage_audit_log/{before}", RULE + "show", this::show);
    }

    private Response list(Request request) {
        request.authorize();
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return Response.ok(Map.of("instance_usage_audit_logs", log(today)));
    }

    private Response show(Request request) {
        request.authorize();
        var given = request.path("before");
        try {
            var plain = given.replaceFirst("\\.[0-9]{1,6}$", "");
            var before = LocalDateTime.parse(plain, TIME).toLocalDate();
            return Response.ok(Map.of("instance_usage_audit_log", log(before)));
        } catch (DateTimeParseException e) {
            throw new Fault.Invalid("Invalid timestamp for date " + given);
        }
    }

    /** Of the month before. */
    private Map<String, Object> log(LocalDate before) {
        var hosts = services.list(Service.COMPUTE, null).stream()
                .map(Service::host)
                .sorted()
                .distinct()
                .toList();
        var end = before.withDayOfMonth(1).atStartOfDay();
        var all = new LinkedHashMap<String, Object>();
        all.put("period_beginning", TIME.format(end.minusMonths(1)));
        all.put("period_ending", TIME.format(end));
        all.put("num_hosts", hosts.size());
        all.put("num_hosts_done", 0);
        all.put("num_hosts_running", 0);
        all.put("num_hosts_not_run", hosts.size());
        all.put("hosts_not_run", hosts);
        all.put("total_instances", 0);
        all.put("total_errors", 0);
        all.put(
                "overall_status",
                "%s hosts done. 0 errors.".formatted(hosts.isEmpty() ? "ALL" : "0 of " + hosts.size()));
        all.put("log", Map.of());
        return all;
    }
}
