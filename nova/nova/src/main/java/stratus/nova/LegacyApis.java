package stratus.nova;

import java.util.Map;
import stratus.clients.user.UserApi;
import stratus.nova.api.LegacyFloatingIpsApi;
import stratus.nova.api.LegacyImageMetadataApi;
import stratus.nova.api.LegacyImagesApi;
import stratus.nova.api.LegacyNetworksApi;
import stratus.nova.api.LegacySecurityGroupsApi;
import stratus.nova.api.LegacySnapshotsApi;
import stratus.nova.api.LegacyVolumesApi;
import stratus.nova.api.RetiredApi;
import stratus.nova.api.ServerActionsApi;
import stratus.oslo.http.Routes;

/** What Compute's API once had of other services' resources, passed on to them as the user. */
public record LegacyApis(UserApi neutron, UserApi cinder, UserApi glance) {
    void routes(Routes routes) {
        new LegacyNetworksApi(neutron).routes(routes);
        new LegacyFloatingIpsApi(neutron).routes(routes);
        new LegacySecurityGroupsApi(neutron).routes(routes);
        new LegacyVolumesApi(cinder).routes(routes);
        new LegacySnapshotsApi(cinder).routes(routes);
        new LegacyImagesApi(glance).routes(routes);
        new LegacyImageMetadataApi(glance).routes(routes);
        new RetiredApi().routes(routes);
    }

    Map<String, ServerActionsApi.Action> actions() {
        return new LegacyFloatingIpsApi(neutron).actions();
    }
}
