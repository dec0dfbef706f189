package stratus.cinder.app;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.TypeFilter;
import stratus.cinder.domain.Viewer;
import stratus.cinder.domain.VolumeType;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** Kinds of volumes, who may use them, and which one a volume gets that asks for none. */
public final class Types {
    private final Stores stores;

    public Types(Stores stores) {
        this.stores = stores;
    }

    /** The type that is there from the start. */
    public void seed() {
        var type = new VolumeType(
                UUID.randomUUID().toString(),
                VolumeType.DEFAULT,
                "Default Volume Type",
                true,
                Map.of(),
                null,
                stores.now(),
                null);
        stores.db().run(tx -> {
            stores.db().lock(tx, "", "volume_type");
            if (stores.types().find(tx, VolumeType.DEFAULT).isEmpty()) {
                stores.types().insert(tx, type);
            }
        });
    }

    public Instant now() {
        return stores.now();
    }

    /** Whether its volumes may be attached to many servers. */
    static boolean multiattach(VolumeType type) {
        return "<is> True".equals(type.extraSpecs().get("multiattach"));
    }

    public boolean offersMultiattach(Viewer who, String idOrName) {
        return multiattach(get(who, idOrName));
    }

    public VolumeType get(Viewer who, String idOrName) {
        return stores.db().read(tx -> visible(tx, who, idOrName));
    }

    VolumeType visible(Tx tx, Viewer who, String idOrName) {
        return stores.types().find(tx, idOrName).filter(t -> sees(tx, who, t)).orElseThrow(() -> missing(idOrName));
    }

    private static Fault missing(String idOrName) {
        return new Fault.NotFound("Volume type %s could not be found.".formatted(idOrName));
    }

    private boolean sees(Tx tx, Viewer who, VolumeType type) {
        var project = who.caller().project();
        return who.admin()
                || type.isPublic()
                || (project != null && stores.types().granted(tx, project.id()).contains(type.id()));
    }

    public Page<VolumeType> list(TypeFilter filter, Page.Request page) {
        return stores.types().list(filter, page);
    }

    /** The project's own default, else {@code __DEFAULT__}. */
    public VolumeType defaultOf(ProjectId project) {
        return stores.db().read(tx -> defaultOf(tx, project));
    }

    VolumeType defaultOf(Tx tx, ProjectId project) {
        var key = stores.types().defaultOf(tx, project).orElse(VolumeType.DEFAULT);
        return stores.types()
                .find(tx, key)
                .orElseThrow(() -> new Fault.NotFound("Default volume type can not be found."));
    }

    public VolumeType create(Caller caller, VolumeType type) {
        return stores.db().write(tx -> {
            refuseTaken(tx, type);
            stores.types().insert(tx, type);
            stores.changes().append(tx, caller, Operation.CREATED, "volume_type", type.id(), null, type);
            return type;
        });
    }

    public VolumeType update(Caller caller, VolumeType type) {
        return stores.db().write(tx -> {
            refuseTaken(tx, type);
            stores.types().update(tx, type);
            stores.changes().append(tx, caller, Operation.UPDATED, "volume_type", type.id(), null, type);
            return type;
        });
    }

    /** Changes extra specs, which no volume may depend on yet. */
    public VolumeType specify(Caller caller, VolumeType type, UnaryOperator<Map<String, String>> change) {
        return stores.db().write(tx -> {
            if (stores.volumes().usesType(tx, type.id())) {
                throw new Fault.Invalid("Volume Type is currently in use.");
            }
            var now = stores.types().find(tx, type.id()).orElseThrow(() -> missing(type.id()));
            var after = now.with(change.apply(now.extraSpecs()), stores.now());
            stores.types().update(tx, after);
            stores.changes().append(tx, caller, Operation.UPDATED, "volume_type", type.id(), null, after);
            return after;
        });
    }

    private void refuseTaken(Tx tx, VolumeType type) {
        stores.db().lock(tx, "", "volume_type");
        stores.types()
                .find(tx, type.name())
                .filter(t -> !t.id().equals(type.id()))
                .ifPresent(_ -> {
                    throw new Fault.Conflict("Volume Type %s already exists.".formatted(type.name()));
                });
    }

    public void delete(Caller caller, VolumeType type) {
        stores.db().run(tx -> {
            if (stores.volumes().usesType(tx, type.id()) || stores.groups().mayHave(tx, type.id())) {
                throw new Fault.Invalid("Volume Type %s deletion is not allowed with volumes present with the type."
                        .formatted(type.id()));
            }
            boolean isDefault = type.name().equals(VolumeType.DEFAULT)
                    || stores.types().defaults(tx).stream()
                            .anyMatch(d -> d.volumeTypeId().equals(type.id()));
            if (isDefault) {
                throw new Fault.Invalid(
                        "The volume type %s is a default volume type and cannot be deleted.".formatted(type.id()));
            }
            stores.encryptions().delete(tx, type.id());
            stores.types().delete(tx, type.id());
            stores.changes().append(tx, caller, Operation.DELETED, "volume_type", type.id(), null, null);
        });
    }

    /** Projects that may use a private type. */
    public List<String> access(VolumeType type) {
        if (type.isPublic()) {
            throw new Fault.NotFound("Access list not available for public volume types.");
        }
        return stores.db().read(tx -> stores.types().access(tx, type.id()));
    }

    public void grant(Caller caller, VolumeType type, String project) {
        if (type.isPublic()) {
            throw new Fault.Conflict("Type access modification is not applicable to public volume type.");
        }
        stores.db().run(tx -> {
            if (stores.types().access(tx, type.id()).contains(project)) {
                throw new Fault.Conflict(
                        "Volume type access for %s / %s combination already exists.".formatted(type.id(), project));
            }
            stores.types().grant(tx, type.id(), project);
            stores.changes().append(tx, caller, Operation.UPDATED, "volume_type", type.id(), project, type);
        });
    }

    public void revoke(Caller caller, VolumeType type, String project) {
        if (type.isPublic()) {
            throw new Fault.Conflict("Type access modification is not applicable to public volume type.");
        }
        stores.db().run(tx -> {
            if (!stores.types().access(tx, type.id()).contains(project)) {
                throw new Fault.NotFound(
                        "Volume type access not found for %s / %s combination.".formatted(type.id(), project));
            }
            stores.types().revoke(tx, type.id(), project);
            stores.changes().append(tx, caller, Operation.UPDATED, "volume_type", type.id(), project, type);
        });
    }

    /** Each project's own default type. */
    public List<ProjectDefault> defaults() {
        return stores.db()
                .read(tx -> stores.types().defaults(tx).stream()
                        .map(d -> new ProjectDefault(d.projectId(), d.volumeTypeId()))
                        .toList());
    }

    /** A project, and the type that its volumes get when they ask for none. */
    public record ProjectDefault(String projectId, String volumeTypeId) {}

    /** Null takes it away. */
    public void setDefault(Caller caller, ProjectId project, @Nullable VolumeType type) {
        stores.db().run(tx -> {
            stores.types().setDefault(tx, project, type == null ? null : type.id());
            stores.changes()
                    .append(tx, caller, Operation.UPDATED, "default_type", project.value(), project.value(), type);
        });
    }
}
