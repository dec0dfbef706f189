package stratus.cinder.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import stratus.cinder.domain.Backend;
import stratus.oslo.base.Fault;

/** Chooses a backend: filters first, then the one with the most room. */
public final class Scheduler {
    private final double overSubscription;

    public Scheduler(double overSubscription) {
        this.overSubscription = overSubscription;
    }

    /** @throws Fault.NoValidHost saying how many backends each filter left */
    public Backend choose(List<Candidate> candidates, Wanted wanted, Instant now) {
        var left = candidates;
        var story = new ArrayList<String>();
        for (var filter : BackendFilter.usual(overSubscription, now).entrySet()) {
            left = left.stream()
                    .filter(c -> filter.getValue().passes(c, wanted))
                    .toList();
            story.add("%s: %d".formatted(filter.getKey(), left.size()));
        }
        return best(left).stream()
                .findFirst()
                .orElseThrow(() -> new Fault.NoValidHost("No weighed backends available. Of %d backends, left by %s."
                        .formatted(candidates.size(), String.join(", ", story))))
                .backend();
    }

    private List<Candidate> best(List<Candidate> all) {
        return all.stream()
                .sorted(Comparator.comparingDouble((Candidate c) -> c.free(overSubscription))
                        .reversed())
                .toList();
    }

    /** All that would do, the best first. */
    public List<Candidate> fitting(List<Candidate> candidates, Wanted wanted, Instant now) {
        var filters = BackendFilter.usual(overSubscription, now).values();
        return best(candidates.stream()
                .filter(c -> filters.stream().allMatch(f -> f.passes(c, wanted)))
                .toList());
    }
}
