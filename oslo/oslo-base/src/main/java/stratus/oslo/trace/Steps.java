package stratus.oslo.trace;

import java.util.List;
import stratus.oslo.trace.TraceEvent.Kind;

/** The 29 steps of a boot, in their order. */
public final class Steps {
    private static final String CLIENT = "client";
    private static final String KEYSTONE = "keystone";
    private static final String API = "nova-api";
    private static final String DATABASE = "nova-db";
    private static final String CONDUCTOR = "nova-conductor";
    private static final String SCHEDULER = "nova-scheduler";
    private static final String PLACEMENT = "placement";
    private static final String COMPUTE = "nova-compute";
    private static final String GLANCE = "glance";
    private static final String NEUTRON = "neutron";
    private static final String CINDER = "cinder";
    private static final String DRIVER = "virt-driver";
    private static final String VALIDATE = "GET /v3/auth/tokens";
    private static final String BUILD = "build_and_run_instance";
    private static final String SELECT = "select_destinations";
    private static final String INSTANCE = "get_instance";

    private static final List<Step> ALL = List.of(
            new Step(1, Phase.A, "Credentials go to Keystone", CLIENT, KEYSTONE, Kind.REST, "POST /v3/auth/tokens"),
            new Step(2, Phase.A, "A token and the catalog come back", KEYSTONE, CLIENT, Kind.REPLY, "201 Created"),
            new Step(3, Phase.B, "The boot request arrives", CLIENT, API, Kind.REST, "POST /v2.1/servers"),
            new Step(4, Phase.B, "Nova has the token validated", API, KEYSTONE, Kind.REST, VALIDATE),
            new Step(5, Phase.B, "Roles are known, policy agrees", KEYSTONE, API, Kind.REPLY, "200 OK"),
            new Step(6, Phase.B, "Flavor, image, networks and quota are checked", API, DATABASE, Kind.DB, "SELECT"),
            new Step(7, Phase.B, "The server and its saga are written down", API, DATABASE, Kind.DB, "INSERT"),
            new Step(8, Phase.C, "The conductor asks for a host", CONDUCTOR, SCHEDULER, Kind.CALL, SELECT),
            new Step(9, Phase.C, "The scheduler takes the request", SCHEDULER, CONDUCTOR, Kind.EVENT, SELECT),
            new Step(
                    10,
                    Phase.C,
                    "Candidates are filtered and weighed",
                    SCHEDULER,
                    PLACEMENT,
                    Kind.REST,
                    "GET /allocation_candidates"),
            new Step(
                    11,
                    Phase.C,
                    "The chosen host is claimed",
                    SCHEDULER,
                    PLACEMENT,
                    Kind.REST,
                    "PUT /allocations/{consumer_uuid}"),
            new Step(12, Phase.D, "The build goes to the host", CONDUCTOR, COMPUTE, Kind.CALL, BUILD),
            new Step(13, Phase.D, "The host takes the build", COMPUTE, CONDUCTOR, Kind.EVENT, BUILD),
            new Step(14, Phase.D, "The host asks for server and flavor", COMPUTE, CONDUCTOR, Kind.CALL, INSTANCE),
            new Step(15, Phase.D, "The conductor takes the question", CONDUCTOR, COMPUTE, Kind.EVENT, INSTANCE),
            new Step(16, Phase.D, "The conductor reads the database", CONDUCTOR, DATABASE, Kind.DB, "SELECT"),
            new Step(17, Phase.D, "The conductor answers", CONDUCTOR, COMPUTE, Kind.REPLY, INSTANCE),
            new Step(18, Phase.D, "The host knows what to build", COMPUTE, CONDUCTOR, Kind.EVENT, INSTANCE),
            new Step(
                    19, Phase.E, "The host asks for the image", COMPUTE, GLANCE, Kind.REST, "GET /v2/images/{id}/file"),
            new Step(20, Phase.E, "Glance has the token validated", GLANCE, KEYSTONE, Kind.REST, VALIDATE),
            new Step(21, Phase.E, "The image arrives and is verified", GLANCE, COMPUTE, Kind.REPLY, "200 OK"),
            new Step(22, Phase.F, "The host asks for ports", COMPUTE, NEUTRON, Kind.REST, "POST /v2.0/ports"),
            new Step(23, Phase.F, "Neutron has the token validated", NEUTRON, KEYSTONE, Kind.REST, VALIDATE),
            new Step(24, Phase.F, "Ports are bound, addresses known", NEUTRON, COMPUTE, Kind.REPLY, "201 Created"),
            new Step(25, Phase.G, "The host asks for volumes", COMPUTE, CINDER, Kind.REST, "POST /v3/attachments"),
            new Step(26, Phase.G, "Cinder has the token validated", CINDER, KEYSTONE, Kind.REST, VALIDATE),
            new Step(27, Phase.G, "Volumes are connected", CINDER, COMPUTE, Kind.REPLY, "200 OK"),
            new Step(28, Phase.H, "Disks and the guest's definition are made", COMPUTE, DRIVER, Kind.DRIVER, "spawn"),
            new Step(29, Phase.H, "The guest starts, the server is active", DRIVER, COMPUTE, Kind.DRIVER, "start"));

    private Steps() {}

    /**
     * @param service who does it
     * @param peer whom it does it with
     * @param name the call, in upstream's words
     */
    public record Step(int number, Phase phase, String title, String service, String peer, Kind kind, String name) {}

    public static List<Step> all() {
        return ALL;
    }

    /** @param number from 1 */
    public static Step of(int number) {
        if (number < 1 || number > ALL.size()) {
            throw new IllegalArgumentException("a boot has steps 1 to %d, not %d".formatted(ALL.size(), number));
        }
        return ALL.get(number - 1);
    }
}
