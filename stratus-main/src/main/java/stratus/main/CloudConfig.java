package stratus.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import stratus.keystone.KeystoneConfig;
import stratus.keystone.domain.LimitModel;
import stratus.keystone.domain.PasswordPolicy;
import stratus.nova.compute.ImageCacheRules;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.config.Config;
import stratus.oslo.config.ConfigGroup;
import stratus.oslo.config.Default;
import stratus.oslo.db.DbConfig;
import stratus.oslo.trace.HaltPoints;

/**
 * What a cloud is started with.
 *
 * @param data the folder that holds everything that outlives the process
 * @param host this machine's name, as services and hypervisors are listed
 * @param virt {@code fake}, {@code libvirt}; {@code auto} is resolved before this
 * @param virtType of libvirt's guests: {@code kvm}, {@code qemu}, {@code auto} to try what works
 * @param bcryptCost of new passwords
 * @param identityRules what Keystone asks of passwords and limits
 * @param images where images are, and what may be done with them
 * @param imageCache what becomes of the images that hosts keep
 */
record CloudConfig(
        Path data,
        Ports ports,
        DbConfig database,
        String host,
        String virt,
        String virtType,
        int bcryptCost,
        IdentityRules identityRules,
        ImageSettings images,
        ImageCacheRules imageCache,
        InstantSource clock) {

    /** One whose Keystone and Glance have upstream's defaults. */
    CloudConfig(
            Path data,
            Ports ports,
            DbConfig database,
            String host,
            String virt,
            String virtType,
            int bcryptCost,
            InstantSource clock) {
        this(
                data,
                ports,
                database,
                host,
                virt,
                virtType,
                bcryptCost,
                IdentityRules.usual(),
                ImageSettings.usual(),
                ImageCacheRules.usual(),
                clock);
    }

    /** What Keystone asks of passwords, and of limits. */
    record IdentityRules(
            PasswordPolicy passwords,
            LimitModel limits,
            @Nullable Path policyFile) {
        static IdentityRules usual() {
            return new IdentityRules(PasswordPolicy.none(), LimitModel.FLAT, null);
        }
    }

    /** {@code [database]}: one server for all, in place of a file a service. */
    @ConfigGroup("database")
    record Database(
            @Nullable String connection,
            @Nullable String user,
            @Nullable Secret password) {}

    /** {@code [keystone.identity]}, as in keystone.conf. */
    @ConfigGroup("keystone.identity")
    record Identity(@Default("12") int passwordHashRounds) {}

    /** {@code [keystone.security-compliance]}, as in keystone.conf; 0 asks nothing. */
    @ConfigGroup("keystone.security-compliance")
    record Compliance(
            @Default("0") int lockoutFailureAttempts,
            @Default("1800") int lockoutDuration,
            @Default("0") int passwordExpiresDays,
            @Default("0") int uniqueLastPasswordCount,
            @Default("0") int minimumPasswordAge,
            @Nullable String passwordRegex,
            @Nullable String passwordRegexDescription,
            @Default("false") boolean changePasswordUponFirstUse) {
        PasswordPolicy policy() {
            return new PasswordPolicy(
                    lockoutFailureAttempts,
                    Duration.ofSeconds(lockoutDuration),
                    passwordExpiresDays,
                    uniqueLastPasswordCount,
                    minimumPasswordAge,
                    passwordRegex,
                    passwordRegexDescription,
                    changePasswordUponFirstUse);
        }
    }

    /** {@code [keystone.unified-limit]}, as in keystone.conf: flat or strict_two_level. */
    @ConfigGroup("keystone.unified-limit")
    record UnifiedLimit(@Default("flat") String enforcementModel) {
        LimitModel model() {
            try {
                return LimitModel.of(enforcementModel);
            } catch (IllegalArgumentException e) {
                throw new Fault.Invalid("[keystone.unified-limit] enforcement-model is flat or strict_two_level, not "
                        + enforcementModel);
            }
        }
    }

    /** {@code [keystone.oslo-policy]}, as in keystone.conf: rules that stand in place of the defaults. */
    @ConfigGroup("keystone.oslo-policy")
    record PolicyRules(@Nullable Path policyFile) {}

    /** {@code [host]}: where the agents run. */
    @ConfigGroup("host")
    record Host(@Nullable String name) {}

    /** {@code [libvirt]}, as in nova.conf. */
    @ConfigGroup("libvirt")
    record Libvirt(@Default("auto") String virtType) {}

    /** {@code [nova.image-cache]}, as in nova.conf; seconds. */
    @ConfigGroup("nova.image-cache")
    record ImageCache(
            @Default("2400") int managerInterval,
            @Default("true") boolean removeUnusedBaseImages,
            @Default("86400") int removeUnusedOriginalMinimumAgeSeconds) {
        ImageCacheRules rules() {
            if (managerInterval < 1 || removeUnusedOriginalMinimumAgeSeconds < 0) {
                throw new Fault.Invalid("[nova.image-cache] has an interval of 1 or more seconds, and no negative age");
            }
            return new ImageCacheRules(
                    Duration.ofSeconds(managerInterval),
                    removeUnusedBaseImages,
                    Duration.ofSeconds(removeUnusedOriginalMinimumAgeSeconds));
        }
    }

    static CloudConfig of(Path data, Ports ports, @Nullable Path file, String virt) {
        var config = Config.load(file, Map.of());
        var groups = new ArrayList<Class<? extends Record>>(List.of(
                Database.class,
                Identity.class,
                Compliance.class,
                UnifiedLimit.class,
                PolicyRules.class,
                Host.class,
                Libvirt.class,
                ImageCache.class));
        groups.addAll(ImageSettings.GROUPS);
        config.check(groups);
        var database = config.group(Database.class);
        var db = new DbConfig(database.connection(), database.user(), database.password(), data.resolve("db"));
        return new CloudConfig(
                data,
                ports,
                db,
                Objects.requireNonNullElseGet(config.group(Host.class).name(), CloudConfig::kernelName),
                virt,
                config.group(Libvirt.class).virtType(),
                config.group(Identity.class).passwordHashRounds(),
                identityRules(config),
                ImageSettings.of(config),
                config.group(ImageCache.class).rules(),
                InstantSource.system());
    }

    private static IdentityRules identityRules(Config config) {
        return new IdentityRules(
                config.group(Compliance.class).policy(),
                config.group(UnifiedLimit.class).model(),
                config.group(PolicyRules.class).policyFile());
    }

    private static String kernelName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Keystone is told of all this; the keys are two folders beside each other. */
    KeystoneConfig keystone() {
        return KeystoneConfig.usual(ports.url(Role.KEYSTONE), data.resolve("keys/fernet"))
                .withBcryptCost(bcryptCost)
                .withRules(identityRules.passwords(), identityRules.limits(), identityRules.policyFile());
    }

    /** Where a test wants the process to halt. */
    HaltPoints halts() {
        return HaltPoints.at(System.getenv(HaltPoints.VARIABLE));
    }
}
