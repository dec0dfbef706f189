package stratus.neutron.app;

import stratus.neutron.domain.AccessKinds;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** What an address scope is: subnet pools in which no address is twice. */
public final class AddressScopes implements Rules {
    @Override
    public Kind kind() {
        return Kinds.ADDRESS_SCOPE;
    }

    @Override
    public Resource create(Work work, Resource wanted) {
        var made = work.insert(kind(), wanted.with("shared", false));
        if (wanted.flag("shared")) {
            Sharing.open(work, kind(), made, AccessKinds.SHARED);
        }
        return made;
    }

    @Override
    public Resource update(Work work, Resource before, Resource changes) {
        boolean shared = Sharing.toAll(work, before.id(), AccessKinds.SHARED);
        if (shared && changes.has("shared") && !changes.flag("shared")) {
            throw Refusals.bad(
                    "AddressScopeUpdateError",
                    "Unable to update address scope %s : Shared address scope can't be unshared."
                            .formatted(before.id()));
        }
        if (!shared && changes.flag("shared")) {
            Sharing.open(work, kind(), before, AccessKinds.SHARED);
        }
        return work.save(kind(), before.merge(changes.without("shared")));
    }

    @Override
    public void delete(Work work, Resource scope) {
        if (!work.list(Kinds.SUBNETPOOL, "address_scope_id", scope.id()).isEmpty()) {
            throw Refusals.conflict(
                    "AddressScopeInUse",
                    "Unable to complete operation on address scope %s. There are one or more subnet pools in use on the address scope."
                            .formatted(scope.id()));
        }
        work.delete(kind(), scope);
    }
}
