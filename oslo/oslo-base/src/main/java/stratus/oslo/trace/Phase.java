package stratus.oslo.trace;

/** The eight parts of a boot. */
public enum Phase {
    A("Token"),
    B("Request"),
    C("Scheduling"),
    D("To the host"),
    E("Image"),
    F("Network"),
    G("Volumes"),
    H("Hypervisor");

    private final String title;

    Phase(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
