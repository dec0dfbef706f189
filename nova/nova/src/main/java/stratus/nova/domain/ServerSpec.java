package stratus.nova.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.NetworkWish;
import stratus.nova.rpc.ServerFlavor;
import stratus.oslo.base.Ids.ImageId;

/**
 * What a server was asked to be; a part of this changes while it lives: its flavor, when it is resized, for one.
 *
 * @param image what it boots from; null for one that boots from a volume
 * @param imageProperties the image's {@code hw_*}, {@code os_*} and such, as scheduler and driver read them
 * @param userData base64, as it was sent
 * @param zone the availability zone asked for
 * @param wantedHost the host that an admin named; only that one will do
 */
public record ServerSpec(
        ServerFlavor flavor,
        @Nullable ImageId image,
        Map<String, String> imageProperties,
        @Nullable String keyName,
        @Nullable String keyData,
        @Nullable String userData,
        boolean configDrive,
        NetworkWish networks,
        List<String> securityGroups,
        @Nullable String zone,
        @Nullable String wantedHost,
        Map<String, List<String>> hints,
        String diskConfig) {
    public ServerSpec withFlavor(ServerFlavor other) {
        return new ServerSpec(
                other,
                image,
                imageProperties,
                keyName,
                keyData,
                userData,
                configDrive,
                networks,
                securityGroups,
                zone,
                wantedHost,
                hints,
                diskConfig);
    }

    /** {@code AUTO} or {@code MANUAL}. */
    public ServerSpec withDiskConfig(String other) {
        return new ServerSpec(
                flavor,
                image,
                imageProperties,
                keyName,
                keyData,
                userData,
                configDrive,
                networks,
                securityGroups,
                zone,
                wantedHost,
                hints,
                other);
    }

    public ServerSpec withWantedHost(@Nullable String host) {
        return new ServerSpec(
                flavor,
                image,
                imageProperties,
                keyName,
                keyData,
                userData,
                configDrive,
                networks,
                securityGroups,
                zone,
                host,
                hints,
                diskConfig);
    }

    public ServerSpec withSecurityGroups(List<String> groups) {
        return new ServerSpec(
                flavor,
                image,
                imageProperties,
                keyName,
                keyData,
                userData,
                configDrive,
                networks,
                groups,
                zone,
                wantedHost,
                hints,
                diskConfig);
    }

    /** The availability zone asked for; null for any. */
    public ServerSpec withZone(@Nullable String other) {
        return new ServerSpec(
                flavor,
                image,
                imageProperties,
                keyName,
                keyData,
                userData,
                configDrive,
                networks,
                securityGroups,
                other,
                wantedHost,
                hints,
                diskConfig);
    }

    /** Another image, its properties with it. */
    public ServerSpec withImage(ImageId other, Map<String, String> properties) {
        return new ServerSpec(
                flavor,
                other,
                properties,
                keyName,
                keyData,
                userData,
                configDrive,
                networks,
                securityGroups,
                zone,
                wantedHost,
                hints,
                diskConfig);
    }

    public ServerSpec withKey(@Nullable String name, @Nullable String data) {
        return new ServerSpec(
                flavor,
                image,
                imageProperties,
                name,
                data,
                userData,
                configDrive,
                networks,
                securityGroups,
                zone,
                wantedHost,
                hints,
                diskConfig);
    }

    public ServerSpec withUserData(@Nullable String other) {
        return new ServerSpec(
                flavor,
                image,
                imageProperties,
                keyName,
                keyData,
                other,
                configDrive,
                networks,
                securityGroups,
                zone,
                wantedHost,
                hints,
                diskConfig);
    }
}
