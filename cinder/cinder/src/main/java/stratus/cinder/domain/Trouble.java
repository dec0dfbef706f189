package stratus.cinder.domain;

/** What can go wrong with work that had been accepted: upstream's numbers and words for it. */
public enum Trouble {
    NO_BACKEND("VOLUME", "001_003", "schedule allocate volume:Could not find any available weighted backend."),
    COPY_FROM_IMAGE("VOLUME", "005_001", "copy image to volume:An unknown error occurred."),
    CREATE("VOLUME", "008_012", "create volume from backend storage:Driver failed to create the volume."),
    EXTEND("VOLUME", "007_010", "extend volume:Volume Driver failed to extend volume."),
    UPLOAD("VOLUME", "003_004", "copy volume to image:Failed to upload volume to image at backend."),
    REIMAGE("VOLUME", "016_028", "reimage volume:Compute service failed to reimage volume."),
    REVERT("VOLUME", "000_001", "revert to snapshot:An unknown error occurred."),
    BACKUP_CREATE("VOLUME_BACKUP", "013_020", "create backup:Backup driver failed to create backup."),
    BACKUP_DELETE("VOLUME_BACKUP", "014_025", "delete backup:Backup driver failed to delete backup."),
    BACKUP_RESTORE("VOLUME_BACKUP", "015_026", "restore backup:Backup driver failed to restore backup."),
    SNAPSHOT_CREATE("VOLUME_SNAPSHOT", "009_013", "create snapshot:Snapshot failed to create."),
    SNAPSHOT_DELETE("VOLUME_SNAPSHOT", "010_016", "delete snapshot:Snapshot failed to delete.");

    private final String resource;
    private final String numbers;
    private final String text;

    Trouble(String resource, String numbers, String text) {
        this.resource = resource;
        this.numbers = numbers;
        this.text = text;
    }

    public String resource() {
        return resource;
    }

    public String event() {
        return "VOLUME_%s_%s".formatted(resource, numbers);
    }

    public String text() {
        return text;
    }
}
