package stratus.main;

import java.nio.file.Path;
import java.util.TreeMap;

/** What a cloud says once it is ready. */
final class Welcome {
    private Welcome() {}

    static String text(Cloud cloud, Path data, String remark, long millis) {
        var option = DataOption.of(data);
        var text = new StringBuilder();
        text.append("Stratus is ready after %d ms, guests by the %s driver.%n".formatted(millis, cloud.virt()));
        if (!remark.isEmpty()) {
            text.append(remark).append('\n');
        }
        new TreeMap<>(cloud.urls()).forEach((role, url) -> text.append("  %-16s %s%n".formatted(role, url)));
        text.append("""

                To use it:   eval "$(./stratus env%1$s)"    then    openstack token issue
                To see it:   ./stratus demo%1$s             a server from nothing, step by step
                %2$sTo stop it:  ./stratus down%1$s             with --purge nothing is left
                """.formatted(option, expose(cloud, option)));
        return text.toString();
    }

    private static String expose(Cloud cloud, String option) {
        return cloud.virt().equals("libvirt")
                ? "To reach it: ./stratus expose%s           floating IPs from this machine itself%n".formatted(option)
                : "";
    }
}
