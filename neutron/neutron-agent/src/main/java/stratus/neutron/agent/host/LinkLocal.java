package stratus.neutron.agent.host;

import java.util.HexFormat;

/** The address that a device gives itself from its MAC. */
public final class LinkLocal {
    private LinkLocal() {}

    public static String of(String mac) {
        var bytes = HexFormat.ofDelimiter(":").parseHex(mac);
        return "fe80::%x:%x:%x:%x"
                .formatted(
                        pair(bytes[0] ^ 2, bytes[1]),
                        pair(bytes[2], 0xff),
                        pair(0xfe, bytes[3]),
                        pair(bytes[4], bytes[5]));
    }

    private static int pair(int high, int low) {
        return (high & 0xff) << 8 | low & 0xff;
    }
}
