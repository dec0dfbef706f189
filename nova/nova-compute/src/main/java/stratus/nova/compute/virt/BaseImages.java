package stratus.nova.compute.virt;

import java.nio.file.Path;
import java.util.Set;

/** What a driver can tell whose guests' disks are layers on cached images. */
public interface BaseImages {
    /** Every file that a disk kept on this host is a layer on, whatever it was made for; absolute. */
    Set<Path> bases();
}
