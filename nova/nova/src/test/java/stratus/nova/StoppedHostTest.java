package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.nova.compute.virt.fake.FakeFaults.Moment;
import stratus.nova.compute.virt.fake.FakeFaults.Operation;
import stratus.nova.domain.Server;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Ids.ServerId;

/** A host is stopped in good order in the middle of whatever it is at, while API and conductor go on. */
class StoppedHostTest extends AtEveryMoment {
    @Override
    Moments moments() {
        return nova.halts;
    }

    @Override
    void overcome() {
        nova.restartHost();
        assertThat(nova.halts.standing()).as("what ended with the host").isZero();
    }

    @Test
    void aBuildGoesOnAsTheSameAttempt() {
        everywhere(this::build, (id, where) -> {
            assertThat(nova.status(id)).as(where).isEqualTo("ACTIVE");
            assertThat(find(id).attempt()).as(where).isEqualTo(1);
            assertThat(nova.driver.guests()).as(where).containsExactly(ServerId.parse(id));
            assertThat(nova.released).as(where).isEmpty();
        });
    }

    @Test
    void aBuildThatFailsLeavesNothingButTheReason() {
        everywhere(this::failingBuild, (id, where) -> {
            assertThat(nova.status(id)).as(where).isEqualTo("ERROR");
            assertThat(nova.driver.guests()).as(where).isEmpty();
            assertThat(nova.claims.all()).as(where).isEmpty();
            assertThat(nova.released).as(where).contains(ServerId.parse(id));
        });
    }

    /** Of an image that the host does not have yet. */
    private String build() {
        return nova.create(Map.of("imageRef", UUID.randomUUID().toString()));
    }

    private String failingBuild() {
        nova.driver.faults().arm(Operation.SPAWN, Moment.AFTER, 1000, "burnt");
        return build();
    }

    @Test
    void aSnapshotIsWholeOrIsNot() {
        everywhere(this::server, id -> act(id, "createImage", Map.of("name", "snap")), World.ACTIVE.with(1));
        failing(Operation.SNAPSHOT, this::server, id -> act(id, "createImage", Map.of("name", "snap")), World.ACTIVE);
    }

    @Test
    void aServerIsRebuilt() {
        everywhere(this::server, id -> act(id, "rebuild", Map.of("imageRef", TestNova.IMAGE)), World.ACTIVE);
    }

    @Test
    void aServerIsRescued() {
        everywhere(this::server, id -> act(id, "rescue", null), World.ACTIVE.as("RESCUE", PowerState.RUNNING));
    }

    @Test
    void aServerIsShelvedAndUnshelved() {
        everywhere(this::server, id -> act(id, "shelve", null), World.SHELVED);
        everywhere(after("shelve", null, this::server), id -> act(id, "unshelve", null), World.ACTIVE);
    }

    @Test
    void aServerIsResized() {
        var flavor = Map.of("flavorRef", "3");
        everywhere(this::server, id -> act(id, "resize", flavor), World.RESIZED);
        failing(Operation.RESIZE, this::server, id -> act(id, "resize", flavor), World.ACTIVE);
    }

    @Test
    void aResizeIsConfirmedOrReverted() {
        everywhere(this::resized, id -> act(id, "confirmResize", null), World.ACTIVE.claiming(MEDIUM, 1));
        everywhere(this::resized, id -> act(id, "revertResize", null), World.ACTIVE);
    }

    @Test
    void aServerIsDeleted() {
        everywhere(this::server, this::delete, null);
    }

    private Server find(String id) {
        return new ServerStore(nova.db).find(ServerId.parse(id)).orElseThrow();
    }
}
