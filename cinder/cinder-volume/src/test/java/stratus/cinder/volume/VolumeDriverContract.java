package stratus.cinder.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;

/** What every volume driver promises. */
public abstract class VolumeDriverContract {
    private static final Map<String, Object> HOST = Map.of("host", "node");

    private final VolumeId volume = VolumeId.random();

    protected abstract VolumeDriver driver();

    /** The first bytes of the volume, as a guest would see them. */
    protected abstract String read(VolumeId volume);

    protected abstract void write(VolumeId volume, String text);

    @Test
    void creatingTwiceKeepsWhatIsThere() {
        driver().create(volume, 1);
        write(volume, "mine");
        driver().create(volume, 1);

        assertThat(read(volume)).startsWith("mine");
    }

    @Test
    void deletingTwiceIsASuccess() {
        driver().create(volume, 1);
        driver().delete(volume);

        assertThatCode(() -> driver().delete(volume)).doesNotThrowAnyException();
        assertThatThrownBy(() -> driver().connect(volume, HOST)).isInstanceOf(Fault.NotFound.class);
    }

    @Test
    void aSnapshotKeepsWhatWasThere() {
        var snapshot = SnapshotId.random();
        var copy = VolumeId.random();
        driver().create(volume, 1);
        write(volume, "old");
        driver().snapshot(snapshot, volume);
        write(volume, "new");
        driver().fromSnapshot(copy, 2, snapshot);

        assertThat(read(copy)).startsWith("old");
        assertThat(read(volume)).startsWith("new");
        driver().deleteSnapshot(snapshot, volume);
        driver().deleteSnapshot(snapshot, volume);
    }

    @Test
    void aVolumeGoesBackToItsSnapshot() {
        var snapshot = SnapshotId.random();
        driver().create(volume, 1);
        write(volume, "old");
        driver().snapshot(snapshot, volume);
        write(volume, "new");
        driver().revert(volume, 1, snapshot);

        assertThat(read(volume)).startsWith("old");
    }

    @Test
    void aCloneGoesItsOwnWay() {
        var copy = VolumeId.random();
        driver().create(volume, 1);
        write(volume, "one");
        driver().fromVolume(copy, 1, volume);
        write(copy, "two");

        assertThat(read(volume)).startsWith("one");
    }

    @Test
    void extendingKeepsTheData() {
        driver().create(volume, 1);
        write(volume, "data");
        driver().extend(volume, 2);
        driver().extend(volume, 2);

        assertThat(read(volume)).startsWith("data");
    }

    @Test
    void itSaysWhatItHasToGive() {
        assertThat(driver().stats().totalGib()).isPositive();
        assertThat(driver().stats().freeGib()).isPositive();
    }
}
