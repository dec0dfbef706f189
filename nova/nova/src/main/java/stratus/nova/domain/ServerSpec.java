package stratus.nova.domain;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.NetworkRequest;
import stratus.nova.rpc.ServerFlavor;

/**
 * What a server was asked to be; a part of this changes while it lives: its flavor, when it is resized, for one.
 *
 * <p>Rows of servers have it as one flat JSON object: the names of all components, those of the parts included, stay.
 *
 * @param userData base64, as it was sent
 * @param diskConfig {@code AUTO} or {@code MANUAL}
 */
public record ServerSpec(
        ServerFlavor flavor,
        @JsonUnwrapped BootImage image,
        @JsonUnwrapped ServerKey key,
        @Nullable String userData,
        boolean configDrive,
        NetworkRequest networks,
        List<String> securityGroups,
        @JsonUnwrapped RequestedHost where,
        String diskConfig) {
    public ServerSpec with(ServerFlavor flavor) {
        return new ServerSpec(flavor, image, key, userData, configDrive, networks, securityGroups, where, diskConfig);
    }

    public ServerSpec with(BootImage image) {
        return new ServerSpec(flavor, image, key, userData, configDrive, networks, securityGroups, where, diskConfig);
    }

    public ServerSpec with(ServerKey key) {
        return new ServerSpec(flavor, image, key, userData, configDrive, networks, securityGroups, where, diskConfig);
    }

    public ServerSpec with(RequestedHost where) {
        return new ServerSpec(flavor, image, key, userData, configDrive, networks, securityGroups, where, diskConfig);
    }

    public ServerSpec withUserData(@Nullable String userData) {
        return new ServerSpec(flavor, image, key, userData, configDrive, networks, securityGroups, where, diskConfig);
    }

    public ServerSpec withSecurityGroups(List<String> securityGroups) {
        return new ServerSpec(flavor, image, key, userData, configDrive, networks, securityGroups, where, diskConfig);
    }

    public ServerSpec withDiskConfig(String diskConfig) {
        return new ServerSpec(flavor, image, key, userData, configDrive, networks, securityGroups, where, diskConfig);
    }
}
