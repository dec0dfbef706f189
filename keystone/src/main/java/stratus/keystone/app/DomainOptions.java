package stratus.keystone.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.DomainOption;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog.Operation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Options that a domain has of its own, kept for a backend of its own. */
public final class DomainOptions {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SECRET = "password";

    private final Stores stores;
    private final Changes changes;
    private final JsonNode defaults;

    public DomainOptions(Changes changes) {
        this.stores = changes.stores();
        this.changes = changes;
        try (var in = Objects.requireNonNull(
                DomainOptions.class.getResourceAsStream("/stratus/keystone/domain-options.json"))) {
            this.defaults = JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a domain has set: values by group and name. A password is kept, and not shown. */
    public Map<String, Map<String, JsonNode>> of(String domainId) {
        var all = new LinkedHashMap<String, Map<String, JsonNode>>();
        for (var option : stored(domainId)) {
            if (!option.name().equals(SECRET)) {
                all.computeIfAbsent(option.optionGroup(), _ -> new LinkedHashMap<>())
                        .put(option.name(), JSON.readTree(option.value()));
            }
        }
        return all;
    }

    private List<DomainOption> stored(String domainId) {
        return stores.db().read(tx -> stores.domainOptions().list(tx, domainId));
    }

    public JsonNode defaults() {
        return defaults;
    }

    /** In place of all that was set before. */
    public void create(Caller caller, String domainId, JsonNode config) {
        var options = options(domainId, config);
        changes.commit(caller, Operation.CREATED, Subject.of("domain_config", domainId), null, tx -> {
            stores.domainOptions()
                    .list(tx, domainId)
                    .forEach(o -> stores.domainOptions().delete(tx, o));
            options.forEach(o -> stores.domainOptions().put(tx, o));
        });
    }

    /** On top of what was set; of a group or an option only that, and only if it was set before. */
    public void update(Caller caller, String domainId, Where where, JsonNode config) {
        require(where);
        var whole = where.option() == null || where.group() == null
                ? config
                : JSON.createObjectNode().set(where.group(), config);
        var options = options(domainId, whole);
        if (where.group() != null) {
            refuseOthers(where, options);
            find(domainId, where);
        }
        changes.commit(
                caller,
                Operation.UPDATED,
                Subject.of("domain_config", domainId),
                null,
                tx -> options.forEach(o -> stores.domainOptions().put(tx, o)));
    }

    private static void refuseOthers(Where where, List<DomainOption> options) {
        boolean others = options.stream().anyMatch(o -> !where.covers(o));
        if (others) {
            throw invalid("request to update %s, but config provided contains something else".formatted(where.text()));
        }
    }

    public void delete(Caller caller, String domainId, Where where) {
        require(where);
        var gone = where.group() == null ? stored(domainId) : find(domainId, where);
        changes.commit(
                caller,
                Operation.DELETED,
                Subject.of("domain_config", domainId),
                null,
                tx -> gone.forEach(o -> stores.domainOptions().delete(tx, o)));
    }

    /** A part of a configuration: all of it, a group, an option of a group. */
    public record Where(@Nullable String group, @Nullable String option) {
        boolean covers(DomainOption o) {
            return (group == null || o.optionGroup().equals(group))
                    && (option == null || o.name().equals(option));
        }

        /** As errors name it. */
        public String text() {
            return option != null
                    ? "option %s in group %s".formatted(option, group)
                    : group != null ? "group %s".formatted(group) : "any options";
        }
    }

    /** Refuses a group or an option that a domain cannot have. */
    public void require(Where where) {
        if (where.group() != null && !defaults.has(where.group())) {
            throw invalid("Group %s is not supported for domain specific configurations".formatted(where.group()));
        }
        if (where.option() != null
                && !SECRET.equals(where.option())
                && !defaults.path(String.valueOf(where.group())).has(where.option())) {
            throw invalid("Option %s in group %s is not supported for domain specific configurations"
                    .formatted(where.option(), where.group()));
        }
    }

    private List<DomainOption> find(String domainId, Where where) {
        var found = stored(domainId).stream().filter(where::covers).toList();
        if (found.isEmpty()) {
            throw missing(domainId, where);
        }
        return found;
    }

    public static Fault.NotFound missing(String domainId, Where where) {
        return new Fault.NotFound(
                "Could not find %s in domain configuration for domain %s.".formatted(where.text(), domainId));
    }

    private List<DomainOption> options(String domainId, JsonNode config) {
        if (!(config instanceof ObjectNode groups) || groups.isEmpty()) {
            throw invalid("No options specified");
        }
        return groups.properties().stream()
                .flatMap(group -> {
                    if (!(group.getValue() instanceof ObjectNode options) || options.isEmpty()) {
                        throw invalid("The value of group %s specified in the config should be a dictionary of options"
                                .formatted(group.getKey()));
                    }
                    return options.properties().stream().map(o -> {
                        require(new Where(group.getKey(), o.getKey()));
                        return new DomainOption(
                                domainId,
                                group.getKey(),
                                o.getKey(),
                                o.getValue().toString());
                    });
                })
                .toList();
    }

    private static Fault.Forbidden invalid(String reason) {
        return new Fault.Forbidden("Invalid domain specific configuration: %s.".formatted(reason), null);
    }

    /** The default of a group, or of one option of it. */
    public Optional<JsonNode> defaultOf(Where where) {
        require(where);
        var group = defaults.path(String.valueOf(where.group()));
        return Optional.of(where.option() == null ? group : group.path(where.option()));
    }
}
