package stratus.glance.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import stratus.glance.domain.Definition;
import stratus.glance.domain.Definition.Kind;
import stratus.glance.domain.Namespace;
import stratus.glance.domain.ResourceType;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;

/** What metadata there may be on images, flavors and volumes, as operators define it. */
public interface Metadefs {
    /** A definition as somebody wishes it. */
    record Wish(Kind kind, String name, Map<String, Object> body) {}

    /** Those that the caller may see. */
    List<Namespace> namespaces(Caller caller);

    Optional<Namespace> namespace(String name);

    /** Whether the caller may know that there is such a namespace. */
    boolean sees(Caller caller, Namespace namespace);

    /** The namespace with all that it defines, or nothing. */
    void create(Namespace namespace, List<Wish> wishes);

    void update(String old, Namespace after);

    /** With all that it defines; refused where it is protected. */
    void delete(Namespace namespace);

    List<Definition> all(String namespace);

    List<Definition> all(String namespace, Kind kind);

    List<Definition> everywhere(Kind kind);

    /** Those that every cloud has, and those that some namespace names. */
    List<ResourceType> resourceTypes();

    /** Of tags it does not matter how their letters are written. */
    Definition find(String namespace, Kind kind, String name);

    /** What the namespace says of a type of resources. */
    Definition association(String namespace, String type);

    Definition add(String namespace, Wish wish);

    /** These tags, and those that there are if {@code append}; no other. None at all changes nothing. */
    void tags(String namespace, List<String> names, boolean append);

    /** @param old its name so far */
    Definition replace(String namespace, String old, Wish wish);

    void delete(Namespace namespace, Kind kind, String name);

    void deleteAll(Namespace namespace, Kind kind);

    /** There is no such namespace. */
    static Fault missing(String namespace) {
        return new Fault.NotFound("Metadata definition namespace=%s was not found.".formatted(namespace));
    }
}
