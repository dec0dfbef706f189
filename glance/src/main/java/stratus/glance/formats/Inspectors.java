package stratus.glance.formats;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out which format a stream is of, in bounded memory: eat all of it, finish, then ask.
 *
 * <p>What it decides is what oslo.utils' inspector decides, so that no image is safe here that is refused elsewhere.
 */
public final class Inspectors {
    /** Formats that can be told from others. */
    public static final Set<String> KNOWN =
            Set.of("raw", "qcow2", "vhd", "vhdx", "vmdk", "vdi", "qed", "iso", "gpt", "luks");

    private final Raw raw = new Raw();
    private final List<Inspector> all = List.of(
            new Qcow2(),
            Plain.vhd(),
            new Vhdx(),
            new Vmdk(),
            Plain.vdi(),
            Plain.qed(),
            new Iso(),
            new Gpt(),
            new Luks(),
            raw);

    public void eat(byte[] chunk, int from, int size) {
        all.forEach(i -> i.eat(chunk, from, size));
    }

    /** The stream is over; nothing is eaten any more. */
    public void finish() {
        all.forEach(Inspector::finish);
    }

    /**
     * What was found.
     *
     * @param name of the format; {@code raw} where it is none
     * @param size of the disk inside; 0 where nothing tells
     */
    public record Finding(String name, long size) {}

    /** How much of the stream is held. */
    int held() {
        return all.stream().mapToInt(Inspector::held).sum();
    }

    /** How many bytes passed. */
    public long total() {
        return raw.total();
    }

    /**
     * The one format that this is.
     *
     * @param claimed what it is said to be: only then its size counts
     * @throws FormatException if it is several at once, or is cut off, or cannot be read
     */
    public Finding find(String claimed) throws FormatException {
        var found = the();
        long size = found.name().equals(claimed) ? found.virtualSize() : 0;
        if (size < 0) {
            throw FormatException.unreadable();
        }
        return new Finding(found.name(), size);
    }

    /**
     * Names of the checks that the format does not pass.
     *
     * @throws FormatException if it is not all there
     */
    public List<String> failures() throws FormatException {
        var found = the();
        if (!found.complete()) {
            throw new FormatException("Incomplete file cannot be safety checked");
        }
        return found.failures();
    }

    /** A disk that boots from either may be both an ISO and partitioned: it is the ISO. */
    private Inspector the() throws FormatException {
        var found =
                all.stream().filter(i -> i != raw).filter(Inspector::matches).toList();
        var names = found.stream().map(Inspector::name).toList();
        if (names.equals(List.of("iso", "gpt"))) {
            return found.getFirst();
        }
        if (found.size() > 1) {
            throw new FormatException(
                    names.stream().collect(Collectors.joining(",", "Multiple formats detected: ", "")));
        }
        return found.isEmpty() ? raw : found.getFirst();
    }
}
