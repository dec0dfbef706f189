package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import stratus.nova.compute.virt.fake.FakeFaults.Operation;

/** One process that has all of Compute is stopped in good order in the middle of whatever its host is at. */
class StoppedTest extends AtEveryMoment {
    @Override
    Moments moments() {
        return nova.halts;
    }

    @Override
    void overcome() {
        nova.restartAll();
        assertThat(nova.halts.standing()).as("what ended with the host").isZero();
    }

    @Test
    void aSnapshotIsWholeOrIsNot() {
        everywhere(this::server, id -> act(id, "createImage", Map.of("name", "snap")), World.ACTIVE.with(1));
        failing(Operation.SNAPSHOT, this::server, id -> act(id, "createImage", Map.of("name", "snap")), World.ACTIVE);
    }

    @Test
    void aServerIsResizedOrIsNot() {
        var flavor = Map.of("flavorRef", "3");
        everywhere(this::server, id -> act(id, "resize", flavor), World.RESIZED);
        failing(Operation.RESIZE, this::server, id -> act(id, "resize", flavor), World.ACTIVE);
    }
}
