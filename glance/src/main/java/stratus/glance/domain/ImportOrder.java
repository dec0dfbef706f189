package stratus.glance.domain;

import java.util.List;
import java.util.Map;

/**
 * What a client asks to be imported.
 *
 * @param stores where to
 * @param everywhere whether every store there is was asked for, not these by name
 * @param allMustSucceed whether one store that fails fails the import
 * @param request the whole, as the task shows it
 */
public record ImportOrder(
        Source source, List<String> stores, boolean everywhere, boolean allMustSucceed, Map<String, Object> request) {
    /** Where the bits come from: what upstream calls the method. */
    public sealed interface Source {
        String method();
    }

    /** They were staged. */
    public record Staged() implements Source {
        @Override
        public String method() {
            return "glance-direct";
        }
    }

    /** They are on the web. */
    public record OnTheWeb(String uri) implements Source {
        @Override
        public String method() {
            return "web-download";
        }
    }

    /** Another of the image's stores has them. */
    public record OwnStore() implements Source {
        @Override
        public String method() {
            return "copy-image";
        }
    }

    /** The Glance of another region has them. */
    public record OtherGlance(String region, String image, String endpoint) implements Source {
        @Override
        public String method() {
            return "glance-download";
        }
    }

    public String method() {
        return source.method();
    }

    public boolean is(String method) {
        return method().equals(method);
    }

    /** The same for other stores. */
    public ImportOrder into(List<String> others) {
        return new ImportOrder(source, List.copyOf(others), everywhere, allMustSucceed, request);
    }
}
