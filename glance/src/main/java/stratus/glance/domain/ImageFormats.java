package stratus.glance.domain;

import java.util.List;
import java.util.Set;

/**
 * Which formats images may have, and how closely their bytes are looked at.
 *
 * @param disk values of {@code disk_format}
 * @param container values of {@code container_format}
 * @param requireMatch whether content has to be what it is said to be ({@code require_image_format_match})
 * @param gptNonfatal checks of partitioned disks that are only logged ({@code gpt_safety_checks_nonfatal})
 */
public record ImageFormats(List<String> disk, List<String> container, boolean requireMatch, Set<String> gptNonfatal) {
    private static final List<String> DISKS =
            List.of("ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso", "ploop");
    private static final List<String> CONTAINERS =
            List.of("ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed");

    /** Upstream's defaults. */
    public static ImageFormats usual() {
        return new ImageFormats(DISKS, CONTAINERS, true, Set.of());
    }
}
