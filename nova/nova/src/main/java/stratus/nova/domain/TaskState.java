package stratus.nova.domain;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is being done to a server. Absent when nothing is. */
public enum TaskState {
    SCHEDULING("scheduling"),
    NETWORKING("networking"),
    BLOCK_DEVICE_MAPPING("block_device_mapping"),
    SPAWNING("spawning"),
    POWERING_OFF("powering-off"),
    POWERING_ON("powering-on"),
    REBOOTING("rebooting"),
    REBOOTING_HARD("rebooting_hard"),
    PAUSING("pausing"),
    UNPAUSING("unpausing"),
    SUSPENDING("suspending"),
    RESUMING("resuming"),
    IMAGE_SNAPSHOT_PENDING("image_snapshot_pending"),
    IMAGE_SNAPSHOT("image_snapshot"),
    IMAGE_BACKUP("image_backup"),
    IMAGE_PENDING_UPLOAD("image_pending_upload"),
    IMAGE_UPLOADING("image_uploading"),
    REBUILDING("rebuilding"),
    REBUILD_BLOCK_DEVICE_MAPPING("rebuild_block_device_mapping"),
    REBUILD_SPAWNING("rebuild_spawning"),
    RESCUING("rescuing"),
    UNRESCUING("unrescuing"),
    SHELVING("shelving"),
    SHELVING_IMAGE_PENDING_UPLOAD("shelving_image_pending_upload"),
    SHELVING_IMAGE_UPLOADING("shelving_image_uploading"),
    SHELVING_OFFLOADING("shelving_offloading"),
    UNSHELVING("unshelving"),
    UPDATING_PASSWORD("updating_password"),
    RESIZE_PREP("resize_prep"),
    RESIZE_MIGRATING("resize_migrating"),
    RESIZE_MIGRATED("resize_migrated"),
    RESIZE_FINISH("resize_finish"),
    RESIZE_REVERTING("resize_reverting"),
    DELETING("deleting");

    private final String text;

    TaskState(String text) {
        this.text = text;
    }

    /** As the API shows it: some of upstream's have a dash, some an underscore. */
    @JsonValue
    public String text() {
        return text;
    }

    /** Whether another size is on its way to the server. */
    public boolean resizing() {
        return switch (this) {
            case RESIZE_PREP, RESIZE_MIGRATING, RESIZE_MIGRATED, RESIZE_FINISH -> true;
            default -> false;
        };
    }

    /** The task of that name; refuses any other. */
    public static TaskState parse(String text) {
        for (var state : values()) {
            if (state.text.equals(text.toLowerCase(Locale.ROOT))) {
                return state;
            }
        }
        throw new IllegalArgumentException(text);
    }
}
