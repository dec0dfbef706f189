package stratus.placement.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What providers are looked for.
 *
 * @param resources amounts by class
 * @param required each a set of traits of which one has to be there
 * @param forbidden traits that must not be there
 * @param memberOf each a set of aggregates of which one has to be there
 * @param notMemberOf aggregates that must not be there
 * @param inTree any provider of the only tree to look in
 */
public record Demand(
        Map<String, Long> resources,
        List<List<String>> required,
        List<String> forbidden,
        List<List<String>> memberOf,
        List<String> notMemberOf,
        @Nullable String inTree) {}
