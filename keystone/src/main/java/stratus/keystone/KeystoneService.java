package stratus.keystone;

import java.time.InstantSource;
import stratus.keystone.api.AccessRulesApi;
import stratus.keystone.api.ApplicationCredentialsApi;
import stratus.keystone.api.AuthApi;
import stratus.keystone.api.ConsumersApi;
import stratus.keystone.api.CredentialsApi;
import stratus.keystone.api.DiscoveryApi;
import stratus.keystone.api.DomainConfigApi;
import stratus.keystone.api.DomainsApi;
import stratus.keystone.api.Ec2CredentialsApi;
import stratus.keystone.api.Ec2TokensApi;
import stratus.keystone.api.EndpointFiltersApi;
import stratus.keystone.api.EndpointGroupsApi;
import stratus.keystone.api.EndpointsApi;
import stratus.keystone.api.FederationMappingsApi;
import stratus.keystone.api.FederationProtocolsApi;
import stratus.keystone.api.GrantsApi;
import stratus.keystone.api.GroupsApi;
import stratus.keystone.api.IdentityProvidersApi;
import stratus.keystone.api.KeystoneErrors;
import stratus.keystone.api.LaterApi;
import stratus.keystone.api.LimitsApi;
import stratus.keystone.api.PoliciesApi;
import stratus.keystone.api.ProjectsApi;
import stratus.keystone.api.RegionsApi;
import stratus.keystone.api.RegisteredLimitsApi;
import stratus.keystone.api.RoleAssignmentsApi;
import stratus.keystone.api.RolesApi;
import stratus.keystone.api.ServiceProvidersApi;
import stratus.keystone.api.ServicesApi;
import stratus.keystone.api.TokenBodies;
import stratus.keystone.api.TrustsApi;
import stratus.keystone.api.UsersApi;
import stratus.keystone.app.Access;
import stratus.keystone.app.ApplicationCredentials;
import stratus.keystone.app.Assignments;
import stratus.keystone.app.Authentication;
import stratus.keystone.app.Bootstrap;
import stratus.keystone.app.Catalog;
import stratus.keystone.app.CatalogEntries;
import stratus.keystone.app.Changes;
import stratus.keystone.app.Consumers;
import stratus.keystone.app.Credentials;
import stratus.keystone.app.Directory;
import stratus.keystone.app.DomainOptions;
import stratus.keystone.app.Ec2Authentication;
import stratus.keystone.app.EndpointFilters;
import stratus.keystone.app.Export;
import stratus.keystone.app.FederationMappings;
import stratus.keystone.app.Grants;
import stratus.keystone.app.Groups;
import stratus.keystone.app.IdentityProviders;
import stratus.keystone.app.Import;
import stratus.keystone.app.KeyRepository;
import stratus.keystone.app.KeyRotation;
import stratus.keystone.app.Limits;
import stratus.keystone.app.LocalTokens;
import stratus.keystone.app.PasswordRules;
import stratus.keystone.app.Passwords;
import stratus.keystone.app.Policies;
import stratus.keystone.app.Projects;
import stratus.keystone.app.Proofs;
import stratus.keystone.app.Receipts;
import stratus.keystone.app.Recovery;
import stratus.keystone.app.RevocationListener;
import stratus.keystone.app.RevocationWatch;
import stratus.keystone.app.Revocations;
import stratus.keystone.app.Roles;
import stratus.keystone.app.ServiceProviders;
import stratus.keystone.app.Stores;
import stratus.keystone.app.TokenIssuer;
import stratus.keystone.app.Trusts;
import stratus.keystone.app.Users;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.base.Tokens;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.oslo.http.Api;
import stratus.oslo.http.Codec;
import stratus.oslo.http.Microversions;
import stratus.oslo.http.Routes;
import stratus.oslo.policy.Policy;

/** Keystone, put together. */
public final class KeystoneService implements AutoCloseable {
    private static final TimeFormat TIMES = TimeFormat.MICROS_Z;

    private final KeystoneConfig config;
    private final Stores stores;
    private final Passwords passwords;
    private final KeyRepository keys;
    private final Revocations revocations;
    private final Changes changes;
    private final Access access;
    private final TokenBodies bodies;
    private final Directory directory;
    private final TokenIssuer issuer;
    private final KeyRepository credentialKeys;
    private final Credentials credentials;
    private final PasswordRules rules;
    private final Proofs proofs;
    private final Authentication authentication;
    private final InstantSource clock;

    public KeystoneService(KeystoneConfig config, Db db, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.stores = Stores.on(db);
        this.passwords = new Passwords(config.bcryptCost());
        this.keys = new KeyRepository(config.keyFolder(), config.maxActiveKeys());
        this.revocations = new Revocations(stores, clock, config.expiration().plus(config.allowExpiredWindow()));
        this.changes = new Changes(stores, new ChangeLog(db, clock), revocations);
        this.access = new Access(stores);
        this.bodies = new TokenBodies(new Catalog(stores, revocations, clock), new Codec(TIMES));
        this.directory = new Directory(stores, access);
        this.issuer = new TokenIssuer(stores, access, revocations, keys, clock, lifetimes(config));
        this.credentialKeys = new KeyRepository(config.credentialKeyFolder(), config.maxActiveKeys());
        this.credentials = new Credentials(changes, credentialKeys, clock);
        this.rules = new PasswordRules(config.passwordPolicy(), stores, passwords, clock);
        this.proofs = new Proofs(stores, passwords, rules, issuer, credentials, clock);
        this.authentication = new Authentication(stores, access, proofs, new Receipts(keys, clock), issuer);
    }

    private static TokenIssuer.Lifetimes lifetimes(KeystoneConfig config) {
        return new TokenIssuer.Lifetimes(config.expiration(), config.allowExpiredWindow());
    }

    public Api api() {
        var routes = Routes.at("/v3");
        new DiscoveryApi().routes(routes);
        new AuthApi(authentication, issuer, bodies, directory, config.allowExpiredWindow()).routes(routes);
        identity(routes);
        delegation(routes);
        catalog(routes);
        return new Api(
                "keystone",
                routes,
                new KeystoneErrors(),
                tokens(),
                Policy.load(Policy.defaults(KeystoneService.class, "policy.yaml"), config.policyFile())
                        .within(Policy.defaults(KeystoneService.class, "policy-scopes.yaml")),
                Microversions.none(),
                TIMES,
                config.publicUrl(),
                Api.USUAL_BODY);
    }

    private void identity(Routes routes) {
        var projects = new Projects(changes, config.limitModel());
        var users = new Users(changes, passwords, rules, proofs);
        var groups = new Groups(changes);
        var grants = new Grants(changes);
        new ProjectsApi(projects, directory).routes(routes);
        new DomainsApi(projects).routes(routes);
        new DomainConfigApi(new DomainOptions(changes), directory, config.passwordPolicy()).routes(routes);
        new UsersApi(users, groups, directory).routes(routes);
        new GroupsApi(groups, users).routes(routes);
        new RolesApi(new Roles(changes)).routes(routes);
        new GrantsApi(grants, directory).routes(routes);
        new RoleAssignmentsApi(new Assignments(stores, access), directory).routes(routes);
    }

    private void delegation(Routes routes) {
        var applications = new ApplicationCredentials(changes, passwords, access);
        new ApplicationCredentialsApi(applications, issuer, clock).routes(routes);
        new AccessRulesApi(applications, issuer).routes(routes);
        new CredentialsApi(credentials, issuer).routes(routes);
        new Ec2CredentialsApi(credentials, directory, issuer).routes(routes);
        new ConsumersApi(new Consumers(changes, credentialKeys, clock)).routes(routes);
        var ec2 = new Ec2Authentication(credentials, stores, issuer, clock);
        new Ec2TokensApi(ec2, bodies).routes(routes);
        new LaterApi().routes(routes);
        federation(routes);
        new TrustsApi(new Trusts(changes, access, clock), issuer, clock).routes(routes);
    }

    private void federation(Routes routes) {
        var providers = new IdentityProviders(changes);
        new IdentityProvidersApi(providers).routes(routes);
        new FederationProtocolsApi(providers).routes(routes);
        new FederationMappingsApi(new FederationMappings(changes)).routes(routes);
        new ServiceProvidersApi(new ServiceProviders(changes)).routes(routes);
    }

    private void catalog(Routes routes) {
        var entries = new CatalogEntries(changes);
        var filters = new EndpointFilters(changes);
        new EndpointGroupsApi(filters).routes(routes);
        new EndpointFiltersApi(filters, entries, directory).routes(routes);
        new PoliciesApi(new Policies(changes), entries).routes(routes);
        var limits = new Limits(changes, config.limitModel());
        new RegisteredLimitsApi(limits).routes(routes);
        new LimitsApi(limits).routes(routes);
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

    /** For an operator who cannot get in, or has not been yet. */
    public Recovery recovery() {
        return new Recovery(stores, revocations, passwords, clock);
    }

    /** Catalog and identities as YAML. */
    public String export(Export.Options options) {
        return Export.run(stores, options);
    }

    public Import importing() {
        return new Import(changes, config.limitModel());
    }

    public KeyRotation rotation() {
        return new KeyRotation(stores, keys, credentialKeys, clock);
    }

    /** From now on, until closed, listeners are told too of what other processes change. */
    public RevocationWatch watchOthers() {
        return new RevocationWatch(stores, revocations);
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
