package stratus.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tokens, their validation and lists of users; in a small cloud and in a large one. */
final class KeystoneBench {
    private static final String KEYSTONE = "keystone";
    private static final String TOKENS = "/v3/auth/tokens";

    private final Cloud cloud;
    private final Table table;
    private final Bench.Effort effort;
    private final URI url;
    private final Process process;
    private final Crowd crowd;
    private final Wrk wrk;

    KeystoneBench(Cloud cloud, Table table, Bench.Effort effort) {
        this.cloud = cloud;
        this.table = table;
        this.effort = effort;
        this.url = cloud.url(KEYSTONE);
        this.process = cloud.process();
        this.crowd = new Crowd(url, process);
        this.wrk = new Wrk(url, process, effort.seconds(), effort.runs());
    }

    void run() throws IOException {
        table.header("Keystone");
        var population = new Population(cloud, crowd);
        warm();
        table.row("POST /v3/users, no password", 8, "create user 8", population.few(), "");
        password();
        usual(population);
        if (!effort.small()) {
            table.header("Keystone with " + Population.size());
            table.row("PUT /v3/projects/{}/users/{}/roles/{}", 32, null, population.many(), "");
            usual(population);
        }
    }

    /** A virtual machine's compilers need a while to see what is hot. */
    private void warm() {
        var first = new Wrk(url, process, effort.seconds(), 3);
        first.run(16, "GET", TOKENS, about(cloud.token()), "");
        first.run(16, "POST", TOKENS, json(), Cloud.byToken(cloud.token(), "admin"));
    }

    private void password() {
        var request = Load.same(Wire.request(url, "POST", TOKENS, Map.of(), cloud.password()));
        table.row("POST /v3/auth/tokens, password", 1, "password 1", crowd.run(request, 20, 1, 30), "");
        double hash = process.cpu("hash-");
        double all = process.cpu();
        var many = crowd.run(request, 48, 16, 60);
        double outside = 1 - (process.cpu("hash-") - hash) / (process.cpu() - all);
        table.row(
                "the same", 16, "password 16", many, "%.1f %% outside bcrypt (target <= 10)".formatted(outside * 100));
    }

    private void usual(Population population) throws IOException {
        var worker = cloud.token(population.password());
        var buy = Cloud.byToken(worker, population.project());
        table.row(
                "POST /v3/auth/tokens, token", 16, null, wrk.run(16, "POST", TOKENS, json(), buy), "target >= 2000/s");
        var subject = about(worker);
        table.row("GET /v3/auth/tokens (validate)", 1, "validate 1", wrk.run(1, "GET", TOKENS, subject, ""), "");
        table.row("the same", 16, "validate 16", wrk.run(16, "GET", TOKENS, subject, ""), "target >= 10000/s");
        var tokens = tokens(buy, 1_000);
        table.row(
                "the same, 1000 tokens in turn",
                16,
                null,
                wrk.inTurn(16, TOKENS, Map.of("X-Auth-Token", cloud.token()), "X-Subject-Token", tokens),
                "");
        var list = Map.of("X-Auth-Token", cloud.token());
        table.row(
                "GET /v3/users, 1000 users",
                1,
                "users 1",
                wrk.run(1, "GET", population.list(), list, ""),
                "target p50 <= 15");
        table.row("the same", 8, "users 8", wrk.run(8, "GET", population.list(), list, ""), "");
        new KeystoneMix(cloud, table, population).run(tokens.subList(0, 100));
    }

    private List<String> tokens(String buy, int count) throws IOException {
        var tokens = new ArrayList<String>();
        try (var wire = new Wire(url)) {
            var request = Wire.request(url, "POST", TOKENS, Map.of(), buy);
            for (int i = 0; i < count; i++) {
                tokens.add(String.valueOf(wire.send(request).headers().get("x-subject-token")));
            }
        }
        return tokens;
    }

    private Map<String, String> about(String token) {
        return Map.of("X-Auth-Token", cloud.token(), "X-Subject-Token", token);
    }

    private static Map<String, String> json() {
        return Map.of("Content-Type", "application/json");
    }
}
