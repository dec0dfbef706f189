package stratus.glance.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Definition;
import stratus.glance.domain.Definition.Kind;
import stratus.glance.domain.Namespace;
import stratus.glance.domain.ResourceType;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** Metadata definitions in the database. */
final class SqlMetadefs implements Metadefs {
    private static final List<String> ALWAYS = List.of(
            "OS::Cinder::Volume",
            "OS::Glance::Image",
            "OS::Nova::Aggregate",
            "OS::Nova::Flavor",
            "OS::Nova::Server",
            "OS::Trove::Instance");

    private final Db db;
    private final Instant since;
    private final MetadefStore store;
    private final InstantSource clock;

    SqlMetadefs(Db db, MetadefStore store, InstantSource clock) {
        this.db = db;
        this.store = store;
        this.clock = clock;
        this.since = clock.instant();
    }

    @Override
    public List<Namespace> namespaces(Caller caller) {
        return store.namespaces(Images.viewer(caller));
    }

    @Override
    public Optional<Namespace> namespace(String name) {
        return db.read(tx -> store.namespace(tx, name));
    }

    @Override
    public boolean sees(Caller caller, Namespace namespace) {
        var viewer = Images.viewer(caller);
        return viewer == null || namespace.visibility().equals("public") || viewer.equals(namespace.owner());
    }

    @Override
    public void create(Namespace namespace, List<Wish> wishes) {
        db.run(tx -> {
            if (store.namespace(tx, namespace.name()).isPresent()) {
                throw taken(namespace.name());
            }
            store.insert(tx, namespace);
            add(tx, namespace.name(), wishes, namespace.createdAt());
        });
    }

    @Override
    public void update(String old, Namespace after) {
        db.run(tx -> {
            if (!old.equals(after.name()) && store.namespace(tx, after.name()).isPresent()) {
                throw new Fault.Conflict("Invalid update. It would result in a duplicate metadata definition namespace"
                        + " with the same name of " + after.name());
            }
            store.update(tx, old, after);
        });
    }

    @Override
    public void delete(Namespace namespace) {
        refuseProtected(namespace);
        db.run(tx -> store.delete(tx, namespace.name()));
    }

    @Override
    public List<Definition> all(String namespace) {
        return db.read(tx -> store.definitions(tx, namespace));
    }

    @Override
    public List<Definition> all(String namespace, Kind kind) {
        return db.read(tx -> store.definitions(tx, namespace, kind));
    }

    @Override
    public List<Definition> everywhere(Kind kind) {
        return store.all(kind);
    }

    @Override
    public List<ResourceType> resourceTypes() {
        var all = new TreeMap<String, ResourceType>();
        ALWAYS.forEach(name -> all.put(name, new ResourceType(name, since, since)));
        store.resourceTypes().forEach(type -> all.put(type.name(), type));
        return List.copyOf(all.values());
    }

    @Override
    public Definition find(String namespace, Kind kind, String name) {
        return db.read(tx -> lookup(tx, namespace, kind, name)).orElseThrow(() -> missing(namespace, kind, name));
    }

    /** Of tags it does not matter how their letters are written. */
    private Optional<Definition> lookup(Tx tx, String namespace, Kind kind, String name) {
        if (kind != Kind.TAG) {
            return store.definition(tx, namespace, kind, name);
        }
        return store.definitions(tx, namespace, kind).stream()
                .filter(tag -> tag.name().equalsIgnoreCase(name))
                .findFirst();
    }

    @Override
    public Definition association(String namespace, String type) {
        if (resourceTypes().stream().noneMatch(known -> known.name().equals(type))) {
            throw new Fault.NotFound(
                    "The metadata definition resource-type with name=%s, was not found.".formatted(type));
        }
        return find(namespace, Kind.RESOURCE_TYPE, type);
    }

    @Override
    public Definition add(String namespace, Wish wish) {
        var now = clock.instant();
        return db.write(tx -> add(tx, namespace, wish, now));
    }

    @Override
    public void tags(String namespace, List<String> names, boolean append) {
        if (names.isEmpty()) {
            return;
        }
        var now = clock.instant();
        db.run(tx -> {
            if (!append) {
                store.deleteAll(tx, namespace, Kind.TAG);
            }
            var wishes = names.stream().map(name -> new Wish(Kind.TAG, name, Map.of()));
            add(tx, namespace, wishes.toList(), now);
        });
    }

    /** One after the other: lists are in the order of their making. */
    private void add(Tx tx, String namespace, List<Wish> wishes, Instant now) {
        for (int i = 0; i < wishes.size(); i++) {
            add(tx, namespace, wishes.get(i), now.plusNanos(i * 1000L));
        }
    }

    private Definition add(Tx tx, String namespace, Wish wish, Instant now) {
        refuseTaken(tx, namespace, wish);
        var definition = new Definition(namespace, wish.kind(), wish.name(), wish.body(), now, now);
        store.insert(tx, definition);
        return definition;
    }

    @Override
    public Definition replace(String namespace, String old, Wish wish) {
        var now = clock.instant();
        return db.write(tx -> {
            var before =
                    lookup(tx, namespace, wish.kind(), old).orElseThrow(() -> missing(namespace, wish.kind(), old));
            lookup(tx, namespace, wish.kind(), wish.name())
                    .filter(other -> !other.name().equals(before.name()))
                    .ifPresent(_ -> {
                        throw new Fault.Conflict(renamed(wish.kind()).formatted(wish.name(), namespace));
                    });
            var after = new Definition(namespace, wish.kind(), wish.name(), wish.body(), before.createdAt(), now);
            store.update(tx, before.name(), after);
            return after;
        });
    }

    @Override
    public void delete(Namespace namespace, Kind kind, String name) {
        db.run(tx -> {
            var found =
                    lookup(tx, namespace.name(), kind, name).orElseThrow(() -> missing(namespace.name(), kind, name));
            if (namespace.undeletable()) {
                throw new Fault.Forbidden(
                        "Metadata definition %s %s is protected and cannot be deleted."
                                .formatted(
                                        kind == Kind.RESOURCE_TYPE ? "resource-type-association" : kind.word(),
                                        found.name()),
                        null);
            }
            store.delete(tx, namespace.name(), kind, found.name());
        });
    }

    @Override
    public void deleteAll(Namespace namespace, Kind kind) {
        refuseProtected(namespace);
        db.run(tx -> store.deleteAll(tx, namespace.name(), kind));
    }

    private static void refuseProtected(Namespace namespace) {
        if (namespace.undeletable()) {
            throw new Fault.Forbidden(
                    "Metadata definition namespace %s is protected and cannot be deleted.".formatted(namespace.name()),
                    null);
        }
    }

    private void refuseTaken(Tx tx, String namespace, Wish wish) {
        if (lookup(tx, namespace, wish.kind(), wish.name()).isPresent()) {
            throw new Fault.Conflict(taken(wish.kind()).formatted(wish.name(), namespace));
        }
    }

    private static String taken(Kind kind) {
        return switch (kind) {
            case OBJECT, PROPERTY ->
                "A metadata definition " + kind.word() + " with name=%s already exists in namespace=%s.";
            case TAG ->
                "A metadata tag with name=%s already exists in namespace=%s."
                        + " (Please note that metadata tag names are case insensitive).";
            case RESOURCE_TYPE ->
                "The metadata definition resource-type association of resource-type=%s to namespace=%s already exists.";
        };
    }

    private static String renamed(Kind kind) {
        return switch (kind) {
            case OBJECT, PROPERTY ->
                "Invalid update. It would result in a duplicate metadata definition " + kind.word()
                        + " with the same name=%s in namespace=%s.";
            case TAG, RESOURCE_TYPE -> taken(kind);
        };
    }

    private static Fault taken(String namespace) {
        return new Fault.Conflict("The metadata definition namespace=%s already exists.".formatted(namespace));
    }

    private static Fault missing(String namespace, Kind kind, @Nullable String name) {
        return new Fault.NotFound(
                switch (kind) {
                    case OBJECT, TAG -> "Could not find metadata %s %s".formatted(kind.word(), name);
                    case PROPERTY -> "Could not find property " + name;
                    case RESOURCE_TYPE ->
                        ("The metadata definition resource-type association of resource-type=%s to namespace=%s,"
                                        + " was not found.")
                                .formatted(name, namespace);
                });
    }
}
