package stratus.neutron.api;

import java.util.List;
import java.util.Map;
import stratus.neutron.app.AddressGroups;
import stratus.neutron.app.Resources;
import stratus.neutron.app.Work;
import stratus.neutron.domain.AccessKinds;
import stratus.neutron.domain.Attribute;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.neutron.domain.Types;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** The addresses of address groups. */
public final class AddressGroupsApi {
    /** Here, unlike where the group is made, a bare address is a block of one. */
    private static final Attribute.Type ADDRESSES = Types.each(Types.cidr());

    private final Resources resources;
    private final AddressGroups groups;
    private final View view;

    public AddressGroupsApi(Resources resources, AddressGroups groups, View view) {
        this.resources = resources;
        this.groups = groups;
        this.view = view;
    }

    public void routes(Routes routes) {
        routes.put("/address-groups/{id}/add_addresses", "add_addresses", r -> change(r, groups::add))
                .put("/address-groups/{id}/remove_addresses", "remove_addresses", r -> change(r, groups::remove));
    }

    @FunctionalInterface
    private interface Change {
        Resource apply(Work work, String group, List<String> addresses);
    }

    private Response change(Request r, Change change) {
        var group = view.find(r, AccessKinds.ADDRESS_GROUP, r.path("id"));
        ResourceApi.orHidden(r, group, () -> r.authorize(view.target(r, AccessKinds.ADDRESS_GROUP, group)));
        var said = r.json().path("addresses");
        if (said.isMissingNode()) {
            throw Refusals.badRequest("Unable to find 'addresses' in request body");
        }
        var addresses = ADDRESSES
                .read("addresses", said)
                .valueStream()
                .map(a -> a.stringValue())
                .distinct()
                .toList();
        var changed = resources.write(r.caller(), w -> change.apply(w, group.id(), addresses));
        return Response.ok(Map.of("address_group", view.of(r, AccessKinds.ADDRESS_GROUP, changed)));
    }
}
