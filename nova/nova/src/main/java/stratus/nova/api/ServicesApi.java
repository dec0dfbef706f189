package stratus.nova.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.ComputeServices;
import stratus.nova.domain.Service;
import stratus.oslo.base.Fault;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import stratus.oslo.http.Since;

/** {@code /os-services}: by host and program up to 2.52, by id from 2.53. */
public final class ServicesApi {
    private static final String RULE = "os_compute_api:os-services:";

    private final ComputeServices services;

    public ServicesApi(ComputeServices services) {
        this.services = services;
    }

    public void routes(Routes routes) {
        routes.get("/os-services", RULE + "list", this::list)
                .put("/os-services/{id}", RULE + "update", this::update)
                .delete("/os-services/{id}", RULE + "delete", this::delete);
    }

    record Body(
            Object id,
            String binary,
            String host,
            String zone,
            String status,
            String state,
            String updatedAt,
            @Nullable String disabledReason,
            @Since(11) boolean forcedDown) {}

    private Body body(Request request, Service s) {
        return new Body(
                request.version().atLeast(53) ? s.id().toString() : s.number(),
                s.program(),
                s.host(),
                services.zone(s),
                status(s),
                services.up(s) ? "up" : "down",
                TimeFormat.MICROS.write(s.updatedAt()),
                s.disabledReason(),
                s.forcedDown());
    }

    private static String status(Service s) {
        return s.disabled() ? "disabled" : "enabled";
    }

    private Response list(Request request) {
        request.authorize();
        var found = services.list(request.query().get("binary"), request.query().get("host"));
        return Response.ok(
                Map.of("services", found.stream().map(s -> body(request, s)).toList()));
    }

    record ById(
            @Nullable String status,
            @Nullable String disabledReason,
            @Nullable Boolean forcedDown) {
        ById {
            if (status == null && disabledReason == null && forcedDown == null) {
                throw new Fault.Invalid(
                        "No updates were requested. Fields 'status' or 'forced_down' should be specified.");
            }
            if (status != null && !status.equals("enabled") && !status.equals("disabled")) {
                throw new Fault.Invalid("status", "'%s' is not one of ['enabled', 'disabled']".formatted(status));
            }
            if (disabledReason != null && !"disabled".equals(status)) {
                throw new Fault.Invalid("Specifying 'disabled_reason' requires that status is 'disabled'.");
            }
        }
    }

    record ByHost(
            String host,
            String binary,
            @Nullable String disabledReason,
            @Since(11) @Nullable Boolean forcedDown) {}

    private Response update(Request request) {
        request.authorize();
        return request.version().atLeast(53) ? byId(request) : byHost(request);
    }

    private Response byId(Request request) {
        var asked = request.body(ById.class);
        var service = services.get(id(request));
        if (!service.program().equals(Service.COMPUTE)) {
            throw new Fault.Invalid("Updating a %s service is not supported. Only nova-compute services can be updated."
                    .formatted(service.program()));
        }
        if (asked.status() != null) {
            service = services.disable(
                    request.caller(), service, asked.status().equals("disabled"), asked.disabledReason());
        }
        if (asked.forcedDown() != null) {
            service = services.forceDown(request.caller(), service, asked.forcedDown());
        }
        return Response.ok(Map.of("service", body(request, service)));
    }

    record Old(
            String host,
            String binary,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String status,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String disabledReason,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean forcedDown) {}

    private Response byHost(Request request) {
        var asked = request.body(ByHost.class);
        var service = services.get(asked.binary(), asked.host());
        var old = switch (request.path("id")) {
            case "enable" -> old(services.disable(request.caller(), service, false, null), null);
            case "disable" -> old(services.disable(request.caller(), service, true, null), null);
            case "disable-log-reason" -> {
                if (asked.disabledReason() == null) {
                    throw new Fault.Invalid("Missing disabled reason field");
                }
                yield old(
                        services.disable(request.caller(), service, true, asked.disabledReason()),
                        asked.disabledReason());
            }
            case "force-down" -> down(request, service, asked.forcedDown());
            default -> throw new Fault.NotFound("Unknown action");
        };
        return Response.ok(Map.of("service", old));
    }

    private static Old old(Service s, @Nullable String reason) {
        return new Old(s.host(), s.program(), status(s), reason, null);
    }

    private Old down(Request request, Service service, @Nullable Boolean down) {
        if (!request.version().atLeast(11)) {
            throw new Fault.NotFound("Unknown action");
        }
        if (down == null) {
            throw new Fault.Invalid("Missing forced_down field");
        }
        services.forceDown(request.caller(), service, down);
        return new Old(service.host(), service.program(), null, null, down);
    }

    private Response delete(Request request) {
        request.authorize();
        services.delete(
                request.caller(),
                request.version().atLeast(53) ? services.get(id(request)) : byNumber(request.path("id")));
        return Response.noContent();
    }

    private Service byNumber(String number) {
        return services.list(null, null).stream()
                .filter(s -> Long.toString(s.number()).equals(number))
                .findFirst()
                .orElseThrow(() -> new Fault.NotFound("Service %s not found.".formatted(number)));
    }

    private static UUID id(Request request) {
        try {
            return UUID.fromString(request.path("id"));
        } catch (IllegalArgumentException e) {
            throw new Fault.Invalid("Invalid uuid " + request.path("id"));
        }
    }
}
