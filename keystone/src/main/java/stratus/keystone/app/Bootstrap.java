package stratus.keystone.app;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Endpoint;
import stratus.keystone.domain.Grant;
import stratus.keystone.domain.Implication;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.Region;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.Service;
import stratus.keystone.domain.User;
import stratus.oslo.base.Ids;
import stratus.oslo.base.Secret;
import stratus.oslo.db.Tx;

/** What a new cloud begins with. Run again, it adds what is missing, and changes nothing but addresses of its own. */
public final class Bootstrap {
    private static final String DOMAIN = "default";
    private static final List<String> SERVICE_USERS =
            List.of("nova", "neutron", "glance", "cinder", "placement", "horizon");
    private static final List<String> LADDER = List.of("admin", "manager", "member", "reader");
    private static final String OURS = "http://127.0.0.1:";
    private static final List<String> INTERFACES = List.of("public", "internal", "admin");

    private final Stores stores;
    private final Passwords passwords;

    public Bootstrap(Stores stores, Passwords passwords) {
        this.stores = stores;
        this.passwords = passwords;
    }

    /**
     * What to begin with.
     *
     * @param adminPassword of the user admin, if it is not there yet
     * @param servicePassword of the services' users, if they are not there yet: one that was generated
     */
    public record Seed(Secret adminPassword, Secret servicePassword, String region, List<Entry> services) {
        public Seed {
            services = List.copyOf(services);
        }
    }

    /** A service of the catalog and the one address of its three interfaces. */
    public record Entry(String type, String name, String url) {}

    public void run(Seed seed) {
        var adminHash = missing("admin") ? passwords.hash(seed.adminPassword()) : null;
        var serviceHash =
                SERVICE_USERS.stream().anyMatch(this::missing) ? passwords.hashGenerated(seed.servicePassword()) : null;
        stores.db().run(tx -> {
            var domain = domain(tx);
            roles(tx);
            var admins = project(tx, domain, "admin", "Bootstrap project for initializing the cloud.");
            var services = project(tx, domain, "service", "Projects of the services.");
            project(tx, domain, "demo", "A project to play with.");
            admin(tx, user(tx, domain, "admin", adminHash), admins, domain);
            for (var name : SERVICE_USERS) {
                var user = user(tx, domain, name, serviceHash);
                grant(tx, user, Grant.Target.PROJECT, services, "admin");
                grant(tx, user, Grant.Target.PROJECT, services, "service");
            }
            catalog(tx, seed);
        });
    }

    private boolean missing(String user) {
        return stores.db().read(tx -> stores.users().named(tx, DOMAIN, user)).isEmpty();
    }

    private String domain(Tx tx) {
        var id = DOMAIN;
        if (stores.projects().find(tx, id).isEmpty()) {
            stores.projects()
                    .insert(
                            tx,
                            new Project(
                                    id,
                                    "Default",
                                    Project.NO_DOMAIN,
                                    null,
                                    true,
                                    true,
                                    "The default domain",
                                    List.of(),
                                    Map.of(),
                                    Map.of()));
        }
        return id;
    }

    private String project(Tx tx, String domain, String name, String description) {
        return stores.projects().named(tx, domain, name).map(Project::id).orElseGet(() -> {
            var project = new Project(
                    Ids.hex(), name, domain, domain, false, true, description, List.of(), Map.of(), Map.of());
            stores.projects().insert(tx, project);
            return project.id();
        });
    }

    private void roles(Tx tx) {
        role(tx, "service");
        for (int i = 0; i < LADDER.size(); i++) {
            var prior = role(tx, LADDER.get(i));
            if (i + 1 < LADDER.size()) {
                stores.roles().imply(tx, new Implication(prior, role(tx, LADDER.get(i + 1))));
            }
        }
    }

    private String role(Tx tx, String name) {
        return stores.roles().named(tx, Role.GLOBAL, name).map(Role::id).orElseGet(() -> {
            var role = new Role(Ids.hex(), name, Role.GLOBAL, null, Map.of("immutable", true), Map.of());
            stores.roles().insert(tx, role);
            return role.id();
        });
    }

    private String user(Tx tx, String domain, String name, @Nullable String hash) {
        return stores.users().named(tx, domain, name).map(User::id).orElseGet(() -> {
            var user = new User(Ids.hex(), name, domain, true, null, Map.of(), Map.of(), null);
            stores.users().insert(tx, user, hash);
            return user.id();
        });
    }

    private void admin(Tx tx, String user, String project, String domain) {
        grant(tx, user, Grant.Target.PROJECT, project, "admin");
        grant(tx, user, Grant.Target.DOMAIN, domain, "admin");
        grant(tx, user, Grant.Target.SYSTEM, Grant.SYSTEM, "admin");
    }

    private void grant(Tx tx, String user, Grant.Target kind, String target, String role) {
        stores.grants().insert(tx, new Grant(Grant.Actor.USER, user, kind, target, role(tx, role), false));
    }

    private void catalog(Tx tx, Seed seed) {
        if (stores.catalog().region(tx, seed.region()).isEmpty()) {
            stores.catalog().insert(tx, new Region(seed.region(), "", null, Map.of()));
        }
        var known = stores.catalog().services(tx);
        for (var entry : seed.services()) {
            known.stream()
                    .filter(s -> s.type().equals(entry.type()) && s.name().equals(entry.name()))
                    .findFirst()
                    .ifPresentOrElse(s -> moved(tx, s, entry), () -> service(tx, entry, seed.region()));
        }
    }

    /** Addresses of this machine alone are our own: started with other ports, a cloud is not to be sought at the old ones. */
    private void moved(Tx tx, Service service, Entry entry) {
        for (var e : stores.catalog().endpoints(tx)) {
            if (e.serviceId().equals(service.id())
                    && e.url().startsWith(OURS)
                    && !e.url().equals(entry.url())) {
                stores.catalog()
                        .update(
                                tx,
                                new Endpoint(
                                        e.id(),
                                        e.serviceId(),
                                        e.regionId(),
                                        e.face(),
                                        entry.url(),
                                        e.enabled(),
                                        e.extra()));
            }
        }
    }

    private void service(Tx tx, Entry entry, String region) {
        var service = new Service(Ids.hex(), entry.type(), entry.name(), null, true, Map.of());
        stores.catalog().insert(tx, service);
        for (var face : INTERFACES) {
            stores.catalog()
                    .insert(tx, new Endpoint(Ids.hex(), service.id(), region, face, entry.url(), true, Map.of()));
        }
    }
}
