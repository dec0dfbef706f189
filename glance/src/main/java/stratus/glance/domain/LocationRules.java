package stratus.glance.domain;

/**
 * What clients learn of where bits are.
 *
 * @param shown whether images show their locations, and let them be changed
 * @param direct whether images show the address of their bits
 * @param hashed whether bits that were added by their address are read to be hashed
 * @param tries how often that is tried
 */
public record LocationRules(boolean shown, boolean direct, boolean hashed, int tries) {
    public static LocationRules usual() {
        return new LocationRules(false, false, true, 3);
    }
}
