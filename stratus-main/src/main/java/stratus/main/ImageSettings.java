package stratus.main;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.glance.GlanceConfig;
import stratus.glance.GlanceOptions;
import stratus.glance.ImageRules;
import stratus.glance.StoreConfig;
import stratus.glance.domain.ImageFormats;
import stratus.glance.domain.ImageLimits;
import stratus.glance.domain.ImportRules;
import stratus.glance.domain.LocationRules;
import stratus.glance.domain.PropertyProtection;
import stratus.glance.domain.TransferLimits;
import stratus.glance.domain.WebRules;
import stratus.glance.domain.WebRules.Choice;
import stratus.glance.domain.WorkerRules;
import stratus.oslo.base.Fault;
import stratus.oslo.config.Config;
import stratus.oslo.config.ConfigGroup;
import stratus.oslo.config.Default;
import stratus.oslo.config.Doc;

/**
 * What Glance is started with, by the names of glance-api.conf.
 *
 * @param stores the default first; none for one file store in the data folder
 * @param limits whether projects are held to their limits in Keystone
 * @param rules what images may have
 * @param policyFile changes of the policy; null for none
 */
record ImageSettings(
        List<StoreConfig> stores,
        GlanceOptions options,
        boolean limits,
        ImageRules rules,
        @Nullable Path policyFile) {
    static final List<Class<? extends Record>> GROUPS = List.of(
            Glance.class,
            Store.class,
            Filtering.class,
            Tasks.class,
            Format.class,
            ImportOptions.class,
            Conversion.class,
            Injection.class,
            GlanceDownload.class);

    /** {@code [glance]}. */
    @ConfigGroup("glance")
    record Glance(
            @Doc("The store that images go to unless another is named; the first one if it is not set.") @Nullable String defaultBackend,

            @Default("false") boolean showMultipleLocations,
            @Default("false") boolean showImageDirectUrl,
            @Default("true") boolean doSecureHash,
            @Default("3") int httpRetries,
            @Default("false") boolean useKeystoneLimits,

            @Default("glance-direct, web-download, copy-image")
            List<String> enabledImportMethods,

            @Doc("Bytes that the image cache may hold; 0 for no cache.") @Default("10737418240")
            long imageCacheMaxSize,

            @Doc("Seconds that an image waits in the queue of the cache, at least.") @Default("2")
            int cachePrefetcherInterval,

            @Doc("Where the other Glances that share the database reach this one; https://HOST:PORT.") @Nullable
            String workerSelfReferenceUrl,

            @Doc("Bytes that an image may have.") @Default("1099511627776")
            long imageSizeCap,

            @Doc("Seconds that a server of the web may take to accept a connection.") @Default("20")
            int webConnectTimeout,

            @Doc("Seconds that a server of the web may take to answer, and then to send more.") @Default("60")
            int webReadTimeout,

            @Default("128") int imageMemberQuota,
            @Default("128") int imagePropertyQuota,
            @Default("128") int imageTagQuota,
            @Default("10") int imageLocationQuota,

            @Doc("Bytes that a project may store, or KB, MB, GB, TB; 0 for any number.") @Default("0")
            String userStorageQuota,

            @Doc("How long lists are that do not say.") @Default("25")
            int limitParamDefault,

            @Doc("How long lists are at most.") @Default("1000")
            int apiLimitMax,

            @Nullable Path propertyProtectionFile,

            @Doc("What that file names: roles or policies.") @Default("roles")
            String propertyProtectionRuleFormat,

            @Doc("Rules that differ from upstream's.") @Nullable Path policyFile) {
        ImageRules rules() {
            var parts = new ImageLimits.Parts(imageMemberQuota, imagePropertyQuota, imageTagQuota, imageLocationQuota);
            var limits = new ImageLimits(parts, ImageLimits.bytes(userStorageQuota), limitParamDefault, apiLimitMax);
            return new ImageRules(
                    limits,
                    propertyProtectionFile == null
                            ? PropertyProtection.none()
                            : PropertyProtection.read(propertyProtectionFile, propertyProtectionRuleFormat));
        }

        WorkerRules worker(Tasks tasks) {
            return new WorkerRules(
                    workerSelfReferenceUrl,
                    Duration.ofHours(tasks.taskTimeToLive()),
                    imageCacheMaxSize,
                    Duration.ofSeconds(cachePrefetcherInterval));
        }

        TransferLimits transfers() {
            return new TransferLimits(
                    Duration.ofSeconds(webConnectTimeout), Duration.ofSeconds(webReadTimeout), imageSizeCap);
        }
    }

    /** {@code [glance.store.NAME]}, one for each. */
    @ConfigGroup("glance.store.*")
    record Store(
            @Default("file") String type,
            @Nullable Path path,
            @Default("") String storeDescription,
            @Default("0") int weight,
            @Default("false") boolean readOnly) {}

    /** {@code [glance.import-filtering-opts]}. */
    @ConfigGroup("glance.import-filtering-opts")
    record Filtering(
            @Default("http, https") List<String> allowedSchemes,
            @Default("") List<String> disallowedSchemes,
            @Default("") List<String> allowedHosts,
            @Default("") List<String> disallowedHosts,
            @Default("80, 443") List<String> allowedPorts,
            @Default("") List<String> disallowedPorts) {
        WebRules rules() {
            return new WebRules(
                    new Choice<>(allowedSchemes, disallowedSchemes),
                    new Choice<>(allowedHosts, disallowedHosts),
                    new Choice<>(ports(allowedPorts), ports(disallowedPorts)));
        }

        private static List<Integer> ports(List<String> ports) {
            try {
                return ports.stream().map(Integer::valueOf).toList();
            } catch (NumberFormatException e) {
                throw new Fault.Invalid("[glance.import-filtering-opts] ports are numbers, not " + ports);
            }
        }
    }

    /** {@code [glance.task]}. */
    @ConfigGroup("glance.task")
    record Tasks(
            @Doc("Hours that tasks are remembered after they ended.") @Default("48")
            int taskTimeToLive) {}

    /** {@code [glance.image-format]}. */
    @ConfigGroup("glance.image-format")
    record Format(
            @Default("ami, ari, aki, bare, ovf, ova, docker, compressed")
            List<String> containerFormats,

            @Default("ami, ari, aki, vhd, vhdx, vmdk, raw, qcow2, vdi, iso, ploop")
            List<String> diskFormats,

            @Doc("Whether the bytes of an image have to be what it is said to be.") @Default("true")
            boolean requireImageFormatMatch,

            @Default("") List<String> gptSafetyChecksNonfatal) {
        ImageFormats formats() {
            return new ImageFormats(
                    diskFormats, containerFormats, requireImageFormatMatch, Set.copyOf(gptSafetyChecksNonfatal));
        }
    }

    /** {@code [glance.image-import-opts]}. */
    @ConfigGroup("glance.image-import-opts")
    record ImportOptions(@Default("") List<String> imageImportPlugins) {}

    /** {@code [glance.image-conversion]}. */
    @ConfigGroup("glance.image-conversion")
    record Conversion(@Default("raw") String outputFormat) {}

    /** {@code [glance.inject-metadata-properties]}. */
    @ConfigGroup("glance.inject-metadata-properties")
    record Injection(
            @Default("admin") List<String> ignoreUserRoles,
            @Default("") Map<String, String> inject) {}

    /** {@code [glance.glance-download-properties]}. */
    @ConfigGroup("glance.glance-download-properties")
    record GlanceDownload(
            @Default("hw_, trait:, os_distro, os_secure_boot, os_type")
            List<String> extraProperties) {}

    static ImageSettings usual() {
        return new ImageSettings(List.of(), GlanceOptions.usual(), false, ImageRules.usual(), null);
    }

    static ImageSettings of(Config config) {
        var glance = config.group(Glance.class);
        try {
            var options = new GlanceOptions(
                    config.group(Format.class).formats(),
                    new LocationRules(
                            glance.showMultipleLocations(),
                            glance.showImageDirectUrl(),
                            glance.doSecureHash(),
                            glance.httpRetries()),
                    imports(config, glance),
                    config.group(Filtering.class).rules(),
                    glance.transfers(),
                    glance.worker(config.group(Tasks.class)));
            return new ImageSettings(
                    stores(config, glance), options, glance.useKeystoneLimits(), glance.rules(), glance.policyFile());
        } catch (IllegalArgumentException e) {
            throw new Fault.Invalid("[glance] " + e.getMessage());
        }
    }

    private static ImportRules imports(Config config, Glance glance) {
        var injection = config.group(Injection.class);
        return new ImportRules(
                glance.enabledImportMethods(),
                config.group(ImportOptions.class).imageImportPlugins(),
                config.group(Conversion.class).outputFormat(),
                injection.inject(),
                Set.copyOf(injection.ignoreUserRoles()),
                config.group(GlanceDownload.class).extraProperties());
    }

    private static List<StoreConfig> stores(Config config, Glance glance) {
        var stores = new ArrayList<StoreConfig>();
        config.groups(Store.class).forEach((id, s) -> {
            var store = new StoreConfig(id, s.type(), s.path(), s.storeDescription(), s.weight(), s.readOnly());
            requireWhole(store);
            boolean first = id.equals(glance.defaultBackend());
            stores.add(first ? 0 : stores.size(), store);
        });
        var wanted = glance.defaultBackend();
        if (wanted != null && (stores.isEmpty() || !stores.getFirst().id().equals(wanted))) {
            throw new IllegalArgumentException("default-backend: there is no [glance.store.%s].".formatted(wanted));
        }
        return stores;
    }

    /** Wherever the process was started its images are at the same place. */
    private static void requireWhole(StoreConfig store) {
        if (store.path() != null && !store.path().isAbsolute()) {
            throw new IllegalArgumentException("The path of store %s has to begin with /.".formatted(store.id()));
        }
        if (store.path() != null && !store.type().equals("file")) {
            throw new IllegalArgumentException("Store %s is no folder, and has no path.".formatted(store.id()));
        }
    }

    GlanceConfig glance(Path images, String authUri) {
        var config = new GlanceConfig(images, authUri, policyFile).with(options).with(rules);
        return stores.isEmpty() ? config : config.with(stores);
    }
}
