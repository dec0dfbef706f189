package stratus.bench;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Validations at a fixed rate, alone and beside writes and logins. */
final class KeystoneMix {
    private static final int VALIDATIONS = 2_000;
    private static final int WRITES = 100;
    private static final int LOGINS = 4;
    private static final int SECONDS = 15;

    private final Cloud cloud;
    private final Table table;
    private final Population population;
    private final URI url;
    private final Process process;

    KeystoneMix(Cloud cloud, Table table, Population population) {
        this.cloud = cloud;
        this.table = table;
        this.population = population;
        this.url = cloud.url("keystone");
        this.process = cloud.process();
    }

    /** {@code tokens} are validated in turn. */
    void run(List<String> tokens) throws IOException {
        var requests = tokens.stream()
                .map(token -> Wire.request(
                        url,
                        "GET",
                        "/v3/auth/tokens",
                        Map.of("X-Auth-Token", cloud.token(), "X-Subject-Token", token),
                        null))
                .toList();
        var validations = new Part(Load.inTurn(requests), new FixedRate(VALIDATIONS, 64, FixedRate.Time.real()));
        double alone = together(List.of(validations)).cpu();
        table.row("validations, %d/s".formatted(VALIDATIONS), 64, null, validations.figures(alone), "");
        validations = validations.again();
        var writes = new Part(
                Load.inTurn(population.writes(WRITES * SECONDS)), new FixedRate(WRITES, 16, FixedRate.Time.real()));
        var login = Wire.request(url, "POST", "/v3/auth/tokens", Map.of(), population.password());
        var logins = new Part(Load.same(login), new FixedRate(LOGINS, 16, FixedRate.Time.real()));
        var used = together(List.of(validations, writes, logins));
        table.row("the same beside writes and logins", 64, null, validations.figures(Double.NaN), "target p99 <= 20");
        table.row("  writes, %d/s".formatted(WRITES), 16, null, writes.figures(Double.NaN), "");
        table.row("  logins by password, %d/s".formatted(LOGINS), 16, null, logins.figures(Double.NaN), "");
        table.line(
                "  all were answered after %.1f s; the cloud used %.2f cores", used.took(), used.cpu() / used.took());
    }

    /** Seconds of CPU time and of the clock. */
    private record Used(double cpu, double took) {}

    /** One kind of request at its rate. */
    private record Part(Load load, FixedRate rate, Tally tally) {
        Part(Load load, FixedRate rate) {
            this(load, rate, new Tally());
        }

        Part again() {
            return new Part(load, rate);
        }

        Figures figures(double cpu) {
            return tally.figures(SECONDS, cpu);
        }
    }

    /** All parts at once, until all is answered. */
    private Used together(List<Part> parts) {
        double cpu = process.cpu();
        long began = System.nanoTime();
        var threads = parts.stream()
                .map(part -> Thread.ofPlatform()
                        .start(() -> part.rate().run(part.load(), SECONDS, () -> new Wire(url), part.tally())))
                .toList();
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Used(process.cpu() - cpu, (System.nanoTime() - began) / 1e9);
    }
}
