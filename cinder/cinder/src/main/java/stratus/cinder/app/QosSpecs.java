package stratus.cinder.app;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.QosSpec;
import stratus.cinder.domain.QosSpecFilter;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeType;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** Limits for the volumes of a type, and which types have them. */
public final class QosSpecs {
    private static final String KIND = "qos_specs";

    private final Stores stores;

    public QosSpecs(Stores stores) {
        this.stores = stores;
    }

    public QosSpec create(Caller caller, String name, String consumer, Map<String, String> specs) {
        var spec = new QosSpec(UUID.randomUUID().toString(), name, consumer(consumer), specs, stores.now(), null);
        stores.db().run(tx -> {
            stores.db().lock(tx, "", KIND);
            if (stores.qosSpecs().taken(tx, name)) {
                throw new Fault.Conflict("QoS Specs %s already exists.".formatted(name));
            }
            stores.qosSpecs().insert(tx, spec);
            log(tx, caller, Operation.CREATED, spec.id(), spec);
        });
        return spec;
    }

    private static String consumer(String text) {
        if (!QosSpec.CONSUMERS.contains(text)) {
            throw new Fault.Invalid("Invalid qos specs: Valid consumer of QoS specs are: %s"
                    .formatted(String.join(", ", QosSpec.CONSUMERS)));
        }
        return text;
    }

    public QosSpec get(String id) {
        return stores.db().read(tx -> find(tx, id));
    }

    private QosSpec find(Tx tx, String id) {
        return stores.qosSpecs()
                .find(tx, id)
                .orElseThrow(() -> new Fault.NotFound("No such QoS spec %s.".formatted(id)));
    }

    public Page<QosSpec> list(QosSpecFilter filter, Page.Request page) {
        return stores.qosSpecs().list(filter, page);
    }

    /** Adds to the specs, and changes those that are there; a null consumer stays as it is. */
    public void update(Caller caller, String id, @Nullable String consumer, Map<String, String> specs) {
        change(caller, id, before -> {
            var all = new LinkedHashMap<>(before.specs());
            all.putAll(specs);
            return before.with(consumer == null ? before.consumer() : consumer(consumer), all, stores.now());
        });
    }

    /** All of the keys, or none where one is not there. */
    public void deleteKeys(Caller caller, String id, List<String> keys) {
        change(caller, id, before -> {
            var all = new LinkedHashMap<>(before.specs());
            for (var key : keys) {
                if (all.remove(key) == null) {
                    throw new Fault.NotFound("QoS spec %s has no spec with key %s.".formatted(id, key));
                }
            }
            return before.with(before.consumer(), all, stores.now());
        });
    }

    private void change(Caller caller, String id, UnaryOperator<QosSpec> change) {
        stores.db().run(tx -> {
            stores.db().lock(tx, "", KIND);
            var after = change.apply(find(tx, id));
            stores.qosSpecs().update(tx, after);
            log(tx, caller, Operation.UPDATED, id, after);
        });
    }

    /** {@code force} also where types have it. */
    public void delete(Caller caller, String id, boolean force) {
        stores.db().run(tx -> {
            stores.db().lock(tx, "", KIND);
            find(tx, id);
            if (!force && !types(tx, id).isEmpty()) {
                throw new Fault.Invalid("Qos specs still in use.");
            }
            stores.qosSpecs().disassociateAll(tx, id);
            stores.qosSpecs().delete(tx, id);
            log(tx, caller, Operation.DELETED, id, null);
        });
    }

    /** The types that have it. */
    public List<VolumeType> types(String id) {
        return stores.db().read(tx -> {
            find(tx, id);
            return types(tx, id);
        });
    }

    private List<VolumeType> types(Tx tx, String id) {
        return stores.types().all(tx).stream()
                .filter(t -> id.equals(t.qosSpecsId()))
                .toList();
    }

    public void associate(Caller caller, String id, String type) {
        stores.db().run(tx -> {
            stores.db().lock(tx, "", KIND);
            find(tx, id);
            var there = type(tx, type).qosSpecsId();
            if (there != null && !there.equals(id)) {
                throw new Fault.Invalid("Invalid volume type: Type %s is already associated with another qos specs: %s"
                        .formatted(type, there));
            }
            stores.qosSpecs().associate(tx, id, type);
            log(tx, caller, Operation.UPDATED, id, type(tx, type));
        });
    }

    private VolumeType type(Tx tx, String id) {
        return stores.types()
                .find(tx, id)
                .filter(t -> t.id().equals(id))
                .orElseThrow(() -> new Fault.NotFound("Volume type %s could not be found.".formatted(id)));
    }

    public void disassociate(Caller caller, String id, String type) {
        stores.db().run(tx -> {
            stores.db().lock(tx, "", KIND);
            find(tx, id);
            type(tx, type);
            stores.qosSpecs().disassociate(tx, id, type);
            log(tx, caller, Operation.UPDATED, id, type(tx, type));
        });
    }

    public void disassociateAll(Caller caller, String id) {
        stores.db().run(tx -> {
            stores.db().lock(tx, "", KIND);
            var spec = find(tx, id);
            stores.qosSpecs().disassociateAll(tx, id);
            log(tx, caller, Operation.UPDATED, id, spec);
        });
    }

    /** What the hypervisor has to keep a volume to; null for nothing. */
    static @Nullable Map<String, String> frontEnd(Stores stores, Volume volume) {
        return stores.db()
                .read(tx -> stores.qosSpecs().ofType(tx, volume.volumeTypeId()))
                .filter(QosSpec::frontEnd)
                .map(q -> q.of(volume.size()))
                .orElse(null);
    }

    private void log(Tx tx, Caller caller, Operation operation, String id, @Nullable Record after) {
        stores.changes().append(tx, caller, operation, KIND, id, null, after);
    }
}
