package stratus.keystone.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.FederationProtocol;
import stratus.keystone.domain.IdentityProvider;
import stratus.keystone.domain.Project;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Identity providers and the protocols by which they are spoken to. */
public final class IdentityProviders {
    private static final String KIND = "identity_provider";
    private static final String PROTOCOL = "federation_protocol";

    private final Stores stores;
    private final Changes changes;

    public IdentityProviders(Changes changes) {
        this.stores = changes.stores();
        this.changes = changes;
    }

    public Optional<IdentityProvider> find(String id) {
        return stores.db().read(tx -> stores.identityProviders().find(tx, id));
    }

    public List<IdentityProvider> list() {
        return stores.db().read(tx -> stores.identityProviders().list(tx));
    }

    /** One without a domain gets one of its own. */
    public IdentityProvider create(Caller caller, IdentityProvider wanted, @Nullable String domainId) {
        var idp = new IdentityProvider(
                wanted.id(),
                domainId == null ? Ids.hex() : domainId,
                wanted.enabled(),
                wanted.description(),
                wanted.authorizationTtl(),
                wanted.remoteIds());
        changes.commit(caller, Operation.CREATED, Subject.of(KIND, idp.id()), idp, tx -> {
            changes.lock(tx, KIND);
            if (stores.identityProviders().find(tx, idp.id()).isPresent()) {
                throw conflict(KIND, "Duplicate entry: " + idp.id());
            }
            refuseTaken(tx, idp);
            if (domainId == null) {
                home(caller, tx, idp);
            } else if (stores.projects()
                    .find(tx, domainId)
                    .filter(Project::isDomain)
                    .isEmpty()) {
                throw new Fault.NotFound("Could not find domain: %s.".formatted(domainId));
            }
            stores.identityProviders().insert(tx, idp);
        });
        return idp;
    }

    private void home(Caller caller, Tx tx, IdentityProvider idp) {
        var id = idp.domainId();
        var domain = new Project(
                id,
                id,
                Project.NO_DOMAIN,
                null,
                true,
                true,
                "Auto generated federated domain for Identity Provider: " + idp.id(),
                List.of(),
                Map.of(),
                Map.of());
        stores.projects().insert(tx, domain);
        changes.log().append(tx, caller, Operation.CREATED, "domain", id, null, domain);
    }

    private void refuseTaken(Tx tx, IdentityProvider idp) {
        stores.identityProviders().list(tx).stream()
                .filter(other -> !other.id().equals(idp.id()))
                .flatMap(other -> other.remoteIds().stream())
                .filter(idp.remoteIds()::contains)
                .findFirst()
                .ifPresent(taken -> {
                    throw conflict(KIND, "Duplicate remote ID: " + taken);
                });
    }

    public void update(Caller caller, IdentityProvider idp) {
        changes.commit(caller, Operation.UPDATED, Subject.of(KIND, idp.id()), idp, tx -> {
            changes.lock(tx, KIND);
            refuseTaken(tx, idp);
            stores.identityProviders().update(tx, idp);
        });
    }

    /** Its domain stays, as users may be in it. */
    public void delete(Caller caller, IdentityProvider idp) {
        changes.commit(
                caller,
                Operation.DELETED,
                Subject.of(KIND, idp.id()),
                null,
                tx -> stores.identityProviders().delete(tx, idp.id()));
    }

    public Optional<FederationProtocol> protocol(String idpId, String id) {
        return stores.db().read(tx -> stores.identityProviders().protocol(tx, idpId, id));
    }

    public List<FederationProtocol> protocols(String idpId) {
        return stores.db().read(tx -> stores.identityProviders().protocols(tx, idpId));
    }

    public void create(Caller caller, FederationProtocol protocol) {
        changes.commit(caller, Operation.CREATED, subject(protocol), protocol, tx -> {
            changes.lock(tx, KIND);
            requireMapping(tx, protocol);
            if (stores.identityProviders().find(tx, protocol.idpId()).isEmpty()) {
                throw new Fault.NotFound("Could not find Identity Provider: %s.".formatted(protocol.idpId()));
            }
            if (stores.identityProviders()
                    .protocol(tx, protocol.idpId(), protocol.id())
                    .isPresent()) {
                throw conflict(PROTOCOL, "Duplicate entry found with ID " + protocol.id());
            }
            stores.identityProviders().insert(tx, protocol);
        });
    }

    public void update(Caller caller, FederationProtocol protocol) {
        changes.commit(caller, Operation.UPDATED, subject(protocol), protocol, tx -> {
            requireMapping(tx, protocol);
            stores.identityProviders().update(tx, protocol);
        });
    }

    private void requireMapping(Tx tx, FederationProtocol protocol) {
        if (stores.federationMappings().find(tx, protocol.mappingId()).isEmpty()) {
            throw new Fault.Invalid("Invalid mapping id: " + protocol.mappingId());
        }
    }

    public void delete(Caller caller, FederationProtocol protocol) {
        changes.commit(
                caller,
                Operation.DELETED,
                subject(protocol),
                null,
                tx -> stores.identityProviders().delete(tx, protocol));
    }

    private static Subject subject(FederationProtocol protocol) {
        return Subject.of(PROTOCOL, protocol.idpId() + "/" + protocol.id());
    }

    static Fault conflict(String kind, String details) {
        return new Fault.Conflict("Conflict occurred attempting to store %s - %s.".formatted(kind, details));
    }
}
