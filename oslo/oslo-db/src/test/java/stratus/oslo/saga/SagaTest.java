package stratus.oslo.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two properties every saga in the product is tested for. */
class SagaTest {
    record State(String failAt) {}

    private final Set<String> world = new HashSet<>();
    private final SagaRunner runner = new SagaRunner((_, _, _) -> {});

    private Saga<State> saga() {
        return Saga.<State>named("example")
                .step("a", s -> make("a", s), _ -> world.remove("a"))
                .step("b", s -> make("b", s), _ -> world.remove("b"))
                .step("c", s -> make("c", s), _ -> world.remove("c"))
                .whenUndone((_, _) -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void leavesNothingBehindWhereverItFails(String step) {
        assertThatThrownBy(() -> runner.run(saga(), new State(step))).isInstanceOf(IllegalStateException.class);
        assertThat(world).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void endsTheSameWhereverItIsResumed(int next) {
        world.addAll(Set.of("a", "b", "c").stream()
                .filter(s -> s.charAt(0) - 'a' < next)
                .toList());

        runner.resume(saga(), new State("never"), next, null);

        assertThat(world).containsExactlyInAnyOrder("a", "b", "c");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void goesOnUndoingWhereverItIsResumed(int failed) {
        world.addAll(Set.of("a", "b", "c").stream()
                .filter(s -> s.charAt(0) - 'a' <= failed)
                .toList());
        var failure = new IllegalStateException("before the crash");

        assertThatThrownBy(() -> runner.resume(saga(), new State("never"), failed, failure))
                .isSameAs(failure);
        assertThat(world).isEmpty();
    }

    @Test
    void whatCouldNotBeSavedIsDoneAgainAndNotUndone() {
        var full = new IllegalStateException("the disk is full");
        var failing = new SagaRunner((next, _, failure) -> {
            if (next == 3 && failure == null) {
                throw full;
            }
        });

        assertThatThrownBy(() -> failing.run(saga(), new State("never"))).isSameAs(full);
        assertThat(world).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void aSagaWithoutAWayBackKeepsWhatItHas() {
        var onward = Saga.<State>named("example")
                .step("a", s -> make("a", s), _ -> world.remove("a"))
                .step("b", s -> make("b", s), _ -> world.remove("b"))
                .untilDone();

        assertThatThrownBy(() -> runner.run(onward, new State("b"))).hasMessage("half made b");
        assertThat(world).containsExactlyInAnyOrder("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "c"})
    void whatFollowsThePointOfNoReturnIsNotUndone(String step) {
        var saga = Saga.<State>named("example")
                .step("a", s -> make("a", s), _ -> world.remove("a"))
                .step("b", s -> make("b", s), _ -> world.remove("b"))
                .noWayBack()
                .step("c", s -> make("c", s), _ -> world.remove("c"))
                .whenUndone((_, _) -> {});

        assertThatThrownBy(() -> runner.run(saga, new State(step))).hasMessage("half made " + step);
        assertThat(world).hasSize(step.equals("c") ? 3 : 0);
    }

    private State make(String thing, State state) {
        world.add(thing);
        if (state.failAt().equals(thing)) {
            throw new IllegalStateException("half made " + thing);
        }
        return state;
    }
}
