package stratus.oslo.http;

/** A version of an API as its clients ask for it, such as 2.96. */
public record Microversion(int major, int minor) implements Comparable<Microversion> {
    public boolean atLeast(int minor) {
        return this.minor >= minor;
    }

    /** From text such as {@code 2.96}; refuses any other. */
    public static Microversion parse(String text) {
        int dot = text.indexOf('.');
        try {
            return new Microversion(
                    Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
        } catch (RuntimeException e) {
            throw new stratus.oslo.base.Fault.Invalid(
                    "API Version String %s is of invalid format. Must be of format MajorNum.MinorNum.".formatted(text));
        }
    }

    @Override
    public int compareTo(Microversion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
