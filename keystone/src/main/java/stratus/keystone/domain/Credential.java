package stratus.keystone.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that proves who a user is elsewhere: an EC2 key pair, a TOTP seed. The secret itself is not part of it. */
public record Credential(String id, String userId, @Nullable String projectId, String type, Map<String, Object> extra) {
    public static final String EC2 = "ec2";
    public static final String TOTP = "totp";
}
