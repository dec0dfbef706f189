package stratus.glance.formats;

/** Content that is not what it has to be; its message is for whoever sent it. */
public final class FormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public FormatException(String message) {
        super(message);
    }

    /** What looked like a format all along, and then could not be read as one. */
    static FormatException unreadable() {
        return new FormatException("Image format inspection failed");
    }
}
