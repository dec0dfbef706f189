package stratus.neutron.app;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import stratus.neutron.domain.AccessKinds;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** What an address group is: blocks of addresses that rules of security groups name together. */
public final class AddressGroups implements Rules {
    private static final String ADDRESSES = "addresses";

    @Override
    public Kind kind() {
        return AccessKinds.ADDRESS_GROUP;
    }

    @Override
    public Resource create(Work work, Resource wanted) {
        return work.insert(kind(), wanted.orElse(ADDRESSES, List.of()).with("shared", false));
    }

    @Override
    public Resource update(Work work, Resource before, Resource changes) {
        return work.save(kind(), before.merge(changes));
    }

    /** The group with these addresses besides its own; refused if it has one of them already. */
    public Resource add(Work work, String id, List<String> addresses) {
        var group = work.get(kind(), id);
        var all = new LinkedHashSet<>(group.texts(ADDRESSES));
        var known = addresses.stream().filter(all::contains).toList();
        if (!known.isEmpty()) {
            throw Refusals.bad(
                    "AddressesAlreadyExist",
                    "Addresses %s already exist in the address group %s.".formatted(quoted(known), id));
        }
        all.addAll(addresses);
        return work.save(kind(), group.with(ADDRESSES, all));
    }

    /** The group without these addresses; refused if it lacks one of them. */
    public Resource remove(Work work, String id, List<String> addresses) {
        var group = work.get(kind(), id);
        var all = new ArrayList<>(group.texts(ADDRESSES));
        var strange = addresses.stream().filter(a -> !all.contains(a)).toList();
        if (!strange.isEmpty()) {
            throw Refusals.missing(
                    "AddressesNotFound",
                    "Addresses %s not found in the address group %s.".formatted(quoted(strange), id));
        }
        all.removeAll(addresses);
        return work.save(kind(), group.with(ADDRESSES, all));
    }

    private static String quoted(List<String> addresses) {
        return "['" + String.join("', '", addresses) + "']";
    }

    /** Refuses a group that rules of the project may not name. */
    static void require(Work work, String id, String project) {
        var group = work.find(AccessKinds.ADDRESS_GROUP, id);
        boolean reached = group.filter(
                        g -> work.admin() || g.projectId().equals(project) || Sharing.with(work, id, project))
                .isPresent();
        if (!reached) {
            throw Refusals.notFound(AccessKinds.ADDRESS_GROUP, id);
        }
    }

    @Override
    public void delete(Work work, Resource group) {
        if (!work.list(Kinds.SECURITY_GROUP_RULE, "remote_address_group_id", group.id())
                .isEmpty()) {
            throw Refusals.conflict(
                    "AddressGroupInUse",
                    "Address group %s is in use on one or more security group rules.".formatted(group.id()));
        }
        work.delete(kind(), group);
    }
}
