package stratus.keystone.app;

import stratus.keystone.store.ApplicationCredentialStore;
import stratus.keystone.store.CatalogStore;
import stratus.keystone.store.ConsumerStore;
import stratus.keystone.store.CredentialStore;
import stratus.keystone.store.DomainOptionStore;
import stratus.keystone.store.EndpointGroupStore;
import stratus.keystone.store.FederationMappingStore;
import stratus.keystone.store.GrantStore;
import stratus.keystone.store.GroupStore;
import stratus.keystone.store.IdentityProviderStore;
import stratus.keystone.store.LimitStore;
import stratus.keystone.store.PasswordStore;
import stratus.keystone.store.PolicyStore;
import stratus.keystone.store.ProjectStore;
import stratus.keystone.store.RevocationStore;
import stratus.keystone.store.RoleStore;
import stratus.keystone.store.ServiceProviderStore;
import stratus.keystone.store.TrustStore;
import stratus.keystone.store.UserStore;
import stratus.oslo.db.Db;

/** Keystone's database: use cases pass one transaction through several of its stores. */
public record Stores(
        Db db,
        ProjectStore projects,
        UserStore users,
        GroupStore groups,
        RoleStore roles,
        GrantStore grants,
        CatalogStore catalog,
        RevocationStore revocations,
        CredentialStore credentials,
        ApplicationCredentialStore applications,
        TrustStore trusts,
        PolicyStore policies,
        EndpointGroupStore endpointGroups,
        DomainOptionStore domainOptions,
        ConsumerStore consumers,
        LimitStore limits,
        PasswordStore passwords,
        IdentityProviderStore identityProviders,
        FederationMappingStore federationMappings,
        ServiceProviderStore serviceProviders) {
    public static Stores on(Db db) {
        return new Stores(
                db,
                new ProjectStore(db),
                new UserStore(db),
                new GroupStore(db),
                new RoleStore(db),
                new GrantStore(db),
                new CatalogStore(db),
                new RevocationStore(db),
                new CredentialStore(db),
                new ApplicationCredentialStore(db),
                new TrustStore(db),
                new PolicyStore(db),
                new EndpointGroupStore(db),
                new DomainOptionStore(db),
                new ConsumerStore(db),
                new LimitStore(db),
                new PasswordStore(db),
                new IdentityProviderStore(db),
                new FederationMappingStore(db),
                new ServiceProviderStore(db));
    }
}
