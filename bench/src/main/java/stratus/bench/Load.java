package stratus.bench;

import java.util.List;

/** Requests that differ: says what the next one is, from any thread. */
@FunctionalInterface
interface Load {
    byte[] request(long number);

    /** Always the same. */
    static Load same(byte[] request) {
        return _ -> request;
    }

    /** One after the other, and from the beginning again. */
    static Load inTurn(List<byte[]> requests) {
        return number -> requests.get((int) (number % requests.size()));
    }
}
