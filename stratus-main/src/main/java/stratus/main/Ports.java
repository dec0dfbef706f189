package stratus.main;

/**
 * Where the roles listen.
 *
 * @param listen the address; 127.0.0.1 unless the operator says else
 * @param shift what is added to every standard port; {@link #ANY} takes free ones
 */
record Ports(String listen, int shift) {
    static final int ANY = -1;

    static Ports standard() {
        return new Ports("127.0.0.1", 0);
    }

    int of(Role role) {
        return shift == ANY ? 0 : role.port() + shift;
    }
}
