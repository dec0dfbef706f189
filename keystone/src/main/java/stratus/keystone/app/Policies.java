package stratus.keystone.app;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.Endpoint;
import stratus.keystone.domain.PolicyAssociation;
import stratus.keystone.domain.PolicyBlob;
import stratus.oslo.base.Caller;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Policy documents, and what they are for. */
public final class Policies {
    private final Stores stores;
    private final Changes changes;

    public Policies(Changes changes) {
        this.stores = changes.stores();
        this.changes = changes;
    }

    public Optional<PolicyBlob> find(String id) {
        return stores.db().read(tx -> stores.policies().find(tx, id));
    }

    public List<PolicyBlob> list() {
        return stores.db().read(tx -> stores.policies().list(tx));
    }

    public void create(Caller caller, PolicyBlob policy) {
        changes.commit(
                caller,
                Operation.CREATED,
                Subject.of("policy", policy.id()),
                policy,
                tx -> stores.policies().insert(tx, policy));
    }

    public void update(Caller caller, PolicyBlob policy) {
        changes.commit(
                caller,
                Operation.UPDATED,
                Subject.of("policy", policy.id()),
                policy,
                tx -> stores.policies().update(tx, policy));
    }

    public void delete(Caller caller, PolicyBlob policy) {
        changes.commit(
                caller,
                Operation.DELETED,
                Subject.of("policy", policy.id()),
                null,
                tx -> stores.policies().delete(tx, policy.id()));
    }

    public boolean associated(PolicyAssociation association) {
        return stores.db().read(tx -> stores.policies().associations(tx)).contains(association);
    }

    /** There is one policy for each endpoint, service, or service in a region: this one, from now on. */
    public void associate(Caller caller, PolicyAssociation association) {
        changes.commit(
                caller,
                Operation.CREATED,
                Subject.of("policy_association", association.policyId()),
                association,
                tx -> stores.policies().associate(tx, association));
    }

    public void dissociate(Caller caller, PolicyAssociation association) {
        changes.commit(
                caller,
                Operation.DELETED,
                Subject.of("policy_association", association.policyId()),
                null,
                tx -> stores.policies().dissociate(tx, association));
    }

    /** The endpoints that a policy is for, by whatever association. */
    public List<Endpoint> endpoints(PolicyBlob policy) {
        return stores.db().read(tx -> {
            var own = stores.policies().associations(tx).stream()
                    .filter(a -> a.policyId().equals(policy.id()))
                    .toList();
            return stores.catalog().endpoints(tx).stream()
                    .filter(e -> own.stream().anyMatch(a -> fits(tx, a, e)))
                    .toList();
        });
    }

    /** The policy of an endpoint: its own, or that of its service in the nearest region, or that of its service. */
    public Optional<PolicyBlob> of(Endpoint endpoint) {
        return stores.db()
                .read(tx -> stores.policies().associations(tx).stream()
                        .filter(a -> fits(tx, a, endpoint))
                        .min(Comparator.comparingInt(a -> distance(tx, a, endpoint)))
                        .flatMap(a -> stores.policies().find(tx, a.policyId())));
    }

    private int distance(Tx tx, PolicyAssociation a, Endpoint endpoint) {
        if (!a.endpointId().isEmpty()) {
            return 0;
        }
        int up = 1;
        for (var at = endpoint.regionId(); at != null && !at.equals(a.regionId()); up++) {
            at = stores.catalog().region(tx, at).map(r -> r.parentRegionId()).orElse(null);
        }
        return a.regionId().isEmpty() ? Integer.MAX_VALUE : up;
    }

    private boolean fits(Tx tx, PolicyAssociation a, Endpoint e) {
        if (!a.endpointId().isEmpty()) {
            return a.endpointId().equals(e.id());
        }
        return a.serviceId().equals(e.serviceId()) && (a.regionId().isEmpty() || within(tx, e, a.regionId()));
    }

    /** A region's policy is for the regions below it too. */
    private boolean within(Tx tx, Endpoint endpoint, String region) {
        for (var at = endpoint.regionId(); at != null; ) {
            if (at.equals(region)) {
                return true;
            }
            at = stores.catalog().region(tx, at).map(r -> r.parentRegionId()).orElse(null);
        }
        return false;
    }
}
