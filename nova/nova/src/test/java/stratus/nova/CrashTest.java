package stratus.nova;

import java.util.Map;
import org.junit.jupiter.api.Test;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.nova.compute.virt.fake.FakeFaults.Operation;

/** The process that has API and conductor dies, and is started again. */
class CrashTest extends AtEveryMoment {
    @Override
    Moments moments() {
        return nova.deaths;
    }

    @Override
    void overcome() {
        nova.restart();
    }

    @Test
    void aSnapshotIsWholeOrIsNot() {
        everywhere(this::server, id -> act(id, "createImage", Map.of("name", "snap")), World.ACTIVE.with(1));
        failing(Operation.SNAPSHOT, this::server, id -> act(id, "createImage", Map.of("name", "snap")), World.ACTIVE);
    }

    @Test
    void aBackupTakesTheOlderOnesPlace() {
        var backup = Map.of("name", "b", "backup_type", "daily", "rotation", 1);
        everywhere(
                after("createBackup", backup, this::server),
                id -> act(id, "createBackup", backup),
                World.ACTIVE.with(1));
    }

    @Test
    void aServerOnAVolumeIsSnapshotted() {
        everywhere(this::onVolume, id -> act(id, "createImage", Map.of("name", "snap")), World.ACTIVE.with(1));
    }

    @Test
    void aServerIsRebuilt() {
        var image = Map.of("imageRef", TestNova.IMAGE);
        everywhere(this::server, id -> act(id, "rebuild", image), World.ACTIVE);
        everywhere(after("os-stop", null, this::server), id -> act(id, "rebuild", image), World.OFF);
        failing(
                Operation.SPAWN,
                this::server,
                id -> act(id, "rebuild", image),
                World.ACTIVE.as("ERROR", PowerState.ABSENT));
    }

    @Test
    void aServerIsRescuedAndUnrescued() {
        everywhere(this::server, id -> act(id, "rescue", null), World.ACTIVE.as("RESCUE", PowerState.RUNNING));
        failing(Operation.RESCUE, this::server, id -> act(id, "rescue", null), World.ACTIVE);
        failing(Operation.RESCUE, after("os-stop", null, this::server), id -> act(id, "rescue", null), World.OFF);
        everywhere(after("rescue", null, this::server), id -> act(id, "unrescue", null), World.ACTIVE);
    }

    @Test
    void aServerIsShelved() {
        everywhere(this::server, id -> act(id, "shelve", null), World.SHELVED);
        failing(Operation.SNAPSHOT, this::server, id -> act(id, "shelve", null), World.ACTIVE);
    }

    @Test
    void aServerIsUnshelved() {
        everywhere(after("shelve", null, this::server), id -> act(id, "unshelve", null), World.ACTIVE);
        failing(Operation.SPAWN, after("shelve", null, this::server), id -> act(id, "unshelve", null), World.SHELVED);
    }

    @Test
    void aServerIsResized() {
        var flavor = Map.of("flavorRef", "3");
        everywhere(this::server, id -> act(id, "resize", flavor), World.RESIZED);
        failing(Operation.RESIZE, this::server, id -> act(id, "resize", flavor), World.ACTIVE);
    }

    @Test
    void aResizeIsConfirmed() {
        var done = World.ACTIVE.claiming(MEDIUM, 1);
        everywhere(this::resized, id -> act(id, "confirmResize", null), done);
        failing(
                Operation.CONFIRM_RESIZE,
                this::resized,
                id -> act(id, "confirmResize", null),
                done.as("ERROR", PowerState.RUNNING));
    }

    @Test
    void aResizeIsReverted() {
        everywhere(this::resized, id -> act(id, "revertResize", null), World.ACTIVE);
        failing(
                Operation.REVERT_RESIZE,
                this::resized,
                id -> act(id, "revertResize", null),
                World.RESIZED.as("ERROR", PowerState.SHUTDOWN));
    }

    @Test
    void aServerIsDeletedWhateverItIs() {
        everywhere(this::server, this::delete, null);
        everywhere(this::resized, this::delete, null);
        everywhere(after("shelve", null, this::server), this::delete, null);
        everywhere(after("rescue", null, this::server), this::delete, null);
    }
}
