package stratus.nova.domain;

import java.util.Arrays;
import java.util.Optional;

/** What a project has only so much of, with upstream's default limits. Those for networks and injected files are for old microversions. */
public enum QuotaResource {
    INSTANCES("instances", 10),
    CORES("cores", 20),
    RAM("ram", 51200),
    METADATA_ITEMS("metadata_items", 128),
    INJECTED_FILES("injected_files", 5),
    INJECTED_FILE_CONTENT_BYTES("injected_file_content_bytes", 10240),
    INJECTED_FILE_PATH_BYTES("injected_file_path_bytes", 255),
    KEY_PAIRS("key_pairs", 100),
    SERVER_GROUPS("server_groups", 10),
    SERVER_GROUP_MEMBERS("server_group_members", 10),
    FIXED_IPS("fixed_ips", -1),
    FLOATING_IPS("floating_ips", -1),
    SECURITY_GROUPS("security_groups", -1),
    SECURITY_GROUP_RULES("security_group_rules", -1);

    private final String wire;
    private final long otherwise;

    QuotaResource(String wire, long otherwise) {
        this.wire = wire;
        this.otherwise = otherwise;
    }

    /** As the API and the database have it. */
    public String wire() {
        return wire;
    }

    /** The limit of a deployment that has not set any; -1 is without limit. */
    public long byDefault() {
        return otherwise;
    }

    public static Optional<QuotaResource> of(String wire) {
        return Arrays.stream(values()).filter(r -> r.wire.equals(wire)).findFirst();
    }
}
