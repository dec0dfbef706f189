package stratus.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the real services did with the same requests: {@code peer.csv} says which, and on what. */
record Peer(Map<String, String[]> rows) {
    static Peer read() {
        try (var in = Peer.class.getResourceAsStream("peer.csv")) {
            if (in == null) {
                throw new IllegalStateException("peer.csv is not there");
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Peer(text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(";", -1))
                    .collect(Collectors.toMap(row -> row[0].strip(), row -> row)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rate, p50, p99 and CPU time each, as they were written down; null where it was not measured. */
    String @Nullable [] of(String key) {
        var row = rows.get(key);
        return row == null ? null : new String[] {row[1].strip(), row[2].strip(), row[3].strip(), row[4].strip()};
    }
}
