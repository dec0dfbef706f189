package stratus.neutron.agent.dhcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The addresses that a dnsmasq has given, as its file has them.
 *
 * <p>A port that is gone tells nobody: its lease would keep the address from the next port that has it.
 */
final class Leases {
    private final Path file;
    private final Set<String> rightful;

    /** @param hosts lines of {@code --dhcp-hostsfile}: MAC first, address last */
    Leases(Path file, String hosts) {
        this.file = file;
        this.rightful = hosts.lines()
                .map(line -> line.substring(0, line.indexOf(',')) + " " + line.substring(line.lastIndexOf(',') + 1))
                .collect(Collectors.toSet());
    }

    boolean anyStale() {
        return lines().stream().anyMatch(this::stale);
    }

    /** For when no dnsmasq has the file. */
    void forgetStale() {
        try {
            if (Files.exists(file)) {
                Files.write(file, lines().stream().filter(line -> !stale(line)).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines are: end, MAC, address, name, client's id; those of IPv6 are of another kind and stay. */
    private boolean stale(String line) {
        var words = line.split(" ");
        return words.length > 3 && words[2].contains(".") && !rightful.contains(words[1] + " " + words[2]);
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
