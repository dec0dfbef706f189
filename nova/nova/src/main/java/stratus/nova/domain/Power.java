package stratus.nova.domain;

/** What the hypervisor last said of a guest, with the numbers that the API shows. */
public enum Power {
    NOSTATE(0),
    RUNNING(1),
    PAUSED(3),
    SHUTDOWN(4),
    CRASHED(6),
    SUSPENDED(7);

    private final int code;

    Power(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
