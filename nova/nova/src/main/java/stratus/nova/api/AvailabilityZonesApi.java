package stratus.nova.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.ComputeServices;
import stratus.nova.domain.Service;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /os-availability-zone}: where servers may be put, and for admins who runs there. */
public final class AvailabilityZonesApi {
    private final ComputeServices services;

    public AvailabilityZonesApi(ComputeServices services) {
        this.services = services;
    }

    public void routes(Routes routes) {
        routes.get("/os-availability-zone", "os_compute_api:os-availability-zone:list", this::list)
                .get("/os-availability-zone/detail", "os_compute_api:os-availability-zone:detail", this::detail);
    }

    record State(boolean available) {}

    record Running(boolean active, boolean available, String updatedAt) {}

    record Zone(
            @com.fasterxml.jackson.annotation.JsonProperty("zoneName")
            String name,

            @com.fasterxml.jackson.annotation.JsonProperty("zoneState")
            State state,

            @Nullable Map<String, Map<String, Running>> hosts) {}

    private Response list(Request request) {
        request.authorize();
        return zones(false);
    }

    private Response detail(Request request) {
        request.authorize();
        return zones(true);
    }

    private Response zones(boolean detail) {
        var byZone = new TreeMap<String, List<Service>>();
        for (var service : services.list(null, null)) {
            if (detail || service.program().equals(Service.COMPUTE)) {
                byZone.merge(services.zone(service), List.of(service), AvailabilityZonesApi::both);
            }
        }
        return Response.ok(Map.of(
                "availabilityZoneInfo",
                byZone.entrySet().stream()
                        .map(z -> zone(z.getKey(), z.getValue(), detail))
                        .toList()));
    }

    private static List<Service> both(List<Service> some, List<Service> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** A zone is available while a host in it is in service. */
    private Zone zone(String name, List<Service> all, boolean detail) {
        boolean available = all.stream().anyMatch(s -> !s.disabled());
        if (!detail) {
            return new Zone(name, new State(available), null);
        }
        var hosts = new TreeMap<String, Map<String, Running>>();
        for (var s : all) {
            hosts.computeIfAbsent(s.host(), _ -> new TreeMap<>())
                    .put(
                            s.program(),
                            new Running(!s.disabled(), services.up(s), TimeFormat.MICROS.write(s.lastSeenAt())));
        }
        return new Zone(name, new State(available), hosts);
    }
}
