package stratus.cinder.app;

import java.util.function.Consumer;
import stratus.cinder.domain.Job;

/** Who does which kind of job. */
public record Work(VolumeWork volumes, SnapshotWork snapshots, BackupWork backups) implements Consumer<Job> {
    @Override
    public void accept(Job job) {
        switch (job.kind()) {
            case CREATE_VOLUME -> volumes.create(job);
            case DELETE_VOLUME -> volumes.delete(job);
            case EXTEND_VOLUME -> volumes.extend(job);
            case UPLOAD_VOLUME -> volumes.upload(job);
            case REIMAGE_VOLUME -> volumes.reimage(job);
            case REVERT_VOLUME -> volumes.revert(job);
            case CREATE_SNAPSHOT -> snapshots.create(job);
            case DELETE_SNAPSHOT -> snapshots.delete(job);
            case CREATE_BACKUP -> backups.create(job);
            case RESTORE_BACKUP -> backups.restore(job);
            case DELETE_BACKUP -> backups.delete(job);
        }
    }
}
