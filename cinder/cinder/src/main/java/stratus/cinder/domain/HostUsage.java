package stratus.cinder.domain;

/** What a project has on a backend; sizes in GiB. */
public record HostUsage(String project, long volumes, long volumeGib, long snapshots, long snapshotGib) {}
