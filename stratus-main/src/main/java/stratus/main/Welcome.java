package stratus.main;

import java.util.TreeMap;

/** What a cloud says once it is ready. */
final class Welcome {
    private Welcome() {}

    static String text(Cloud cloud, String remark, long millis) {
        var text = new StringBuilder();
        text.append("Stratus is ready after %d ms, guests by the %s driver.%n".formatted(millis, cloud.virt()));
        if (!remark.isEmpty()) {
            text.append(remark).append('\n');
        }
        new TreeMap<>(cloud.urls()).forEach((role, url) -> text.append("  %-16s %s%n".formatted(role, url)));
        text.append("""

                To use it:   eval "$(./stratus env)"    then    openstack token issue
                To stop it:  ./stratus down             with --purge nothing is left
                """);
        return text.toString();
    }
}
