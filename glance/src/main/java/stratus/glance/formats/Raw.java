package stratus.glance.formats;

/** What nothing else claims. */
final class Raw extends Inspector {
    Raw() {
        super("raw");
    }

    @Override
    boolean matches() {
        return true;
    }

    @Override
    long virtualSize() {
        return total();
    }
}
