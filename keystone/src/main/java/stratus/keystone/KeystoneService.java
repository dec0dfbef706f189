package stratus.keystone;

import java.time.InstantSource;
import stratus.keystone.api.AuthApi;
import stratus.keystone.api.DiscoveryApi;
import stratus.keystone.api.DomainsApi;
import stratus.keystone.api.EndpointsApi;
import stratus.keystone.api.GrantsApi;
import stratus.keystone.api.GroupsApi;
import stratus.keystone.api.KeystoneErrors;
import stratus.keystone.api.ProjectsApi;
import stratus.keystone.api.RegionsApi;
import stratus.keystone.api.RoleAssignmentsApi;
import stratus.keystone.api.RolesApi;
import stratus.keystone.api.ServicesApi;
import stratus.keystone.api.UsersApi;
import stratus.keystone.app.Access;
import stratus.keystone.app.Assignments;
import stratus.keystone.app.Authentication;
import stratus.keystone.app.Bootstrap;
import stratus.keystone.app.Catalog;
import stratus.keystone.app.CatalogEntries;
import stratus.keystone.app.Changes;
import stratus.keystone.app.Directory;
import stratus.keystone.app.Grants;
import stratus.keystone.app.Groups;
import stratus.keystone.app.KeyRepository;
import stratus.keystone.app.LocalTokens;
import stratus.keystone.app.Passwords;
import stratus.keystone.app.Projects;
import stratus.keystone.app.RevocationListener;
import stratus.keystone.app.Revocations;
import stratus.keystone.app.Roles;
import stratus.keystone.app.Stores;
import stratus.keystone.app.TokenIssuer;
import stratus.keystone.app.Users;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.base.Tokens;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.oslo.http.Api;
import stratus.oslo.http.Microversions;
import stratus.oslo.http.Routes;
import stratus.oslo.policy.Policy;

/** Keystone, put together. */
public final class KeystoneService implements AutoCloseable {
    private final KeystoneConfig config;
    private final Stores stores;
    private final Passwords passwords;
    private final KeyRepository keys;
    private final Revocations revocations;
    private final Changes changes;
    private final Access access;
    private final Directory directory;
    private final TokenIssuer issuer;
    private final Authentication authentication;

    public KeystoneService(KeystoneConfig config, Db db, InstantSource clock) {
        this.config = config;
        this.stores = Stores.on(db);
        this.passwords = new Passwords(config.bcryptCost());
        this.keys = new KeyRepository(config.keyFolder(), config.maxActiveKeys());
        this.revocations = new Revocations(stores, clock, config.expiration().plus(config.allowExpiredWindow()));
        this.changes = new Changes(stores, new ChangeLog(db, clock), revocations);
        this.access = new Access(stores);
        this.directory = new Directory(stores, access);
        this.issuer = new TokenIssuer(stores, access, revocations, keys, clock, config.expiration());
        this.authentication = new Authentication(stores, access, passwords, issuer);
    }

    public Api api() {
        var routes = Routes.at("/v3");
        new DiscoveryApi().routes(routes);
        new AuthApi(authentication, issuer, new Catalog(stores), directory, config.allowExpiredWindow()).routes(routes);
        identity(routes);
        catalog(routes);
        return new Api(
                "keystone",
                routes,
                new KeystoneErrors(),
                tokens(),
                Policy.load(Policy.defaults(KeystoneService.class, "policy.yaml"), config.policyFile()),
                Microversions.none(),
                TimeFormat.MICROS_Z,
                config.publicUrl(),
                Api.USUAL_BODY);
    }

    private void identity(Routes routes) {
        var projects = new Projects(changes);
        var users = new Users(changes, passwords, authentication);
        var groups = new Groups(changes);
        var grants = new Grants(changes);
        new ProjectsApi(projects, directory).routes(routes);
        new DomainsApi(projects).routes(routes);
        new UsersApi(users, groups, directory).routes(routes);
        new GroupsApi(groups, users).routes(routes);
        new RolesApi(new Roles(changes)).routes(routes);
        new GrantsApi(grants, directory).routes(routes);
        new RoleAssignmentsApi(new Assignments(stores, access), directory).routes(routes);
    }

    private void catalog(Routes routes) {
        var entries = new CatalogEntries(changes);
        new RegionsApi(entries).routes(routes);
        new ServicesApi(entries).routes(routes);
        new EndpointsApi(entries).routes(routes);
    }

    /** Validates without a detour over the network. */
    public Tokens tokens() {
        return new LocalTokens(issuer, config.allowExpiredWindow());
    }

    public Bootstrap bootstrap() {
        return new Bootstrap(stores, passwords);
    }

    /** The keys that seal tokens, for whoever rotates them. */
    public KeyRepository keys() {
        return keys;
    }

    /** Calls {@code listener} after each change that may take something from a token, before it is answered. */
    public void onRevocation(RevocationListener listener) {
        revocations.listen(listener);
    }

    @Override
    public void close() {
        passwords.close();
    }
}
