package stratus.keystone.app;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/** Makes sure that an administrator can log in and finds Keystone, as {@code keystone-manage bootstrap} does; also again. */
public final class Recovery {
    private static final String DOMAIN = "default";

    private final Stores stores;
    private final Revocations revocations;
    private final Passwords passwords;
    private final InstantSource clock;

    public Recovery(Stores stores, Revocations revocations, Passwords passwords, InstantSource clock) {
        this.stores = stores;
        this.revocations = revocations;
        this.passwords = passwords;
        this.clock = clock;
    }

    /**
     * Who is to administrate what.
     *
     * @param service the identity service's name, if it is to be made
     * @param region where Keystone's endpoints are; null for no region
     * @param urls of Keystone by interface; those that are not named are left as they are
     * @param immutableRoles of roles that are made
     */
    public record Wish(
            String user,
            Secret password,
            String project,
            String role,
            String service,
            @Nullable String region,
            Map<String, String> urls,
            boolean immutableRoles) {}

    /** What there was to be done, for people. */
    public List<String> run(Wish wish) {
        var known = stores.db()
                .read(tx -> stores.users()
                        .named(tx, DOMAIN, wish.user())
                        .flatMap(u -> stores.users().passwordHash(tx, u.id())));
        var hash = passwords.matches(wish.password(), known.orElse(null)) ? null : passwords.hash(wish.password());
        var done = stores.db().write(tx -> {
            var run = new Run(tx, wish, new ArrayList<>());
            run.everything(hash);
            return List.copyOf(run.done());
        });
        revocations.announce();
        return done;
    }

    private final class Run {
        private final Tx tx;
        private final Wish wish;
        private final List<String> done;

        Run(Tx tx, Wish wish, List<String> done) {
            this.tx = tx;
            this.wish = wish;
            this.done = done;
        }

        List<String> done() {
            return done;
        }

        void everything(@Nullable String hash) {
            domain();
            var project = project();
            var user = user(hash);
            var role = ladder();
            role("service");
            grant(user, Grant.Target.PROJECT, project, role);
            grant(user, Grant.Target.SYSTEM, Grant.SYSTEM, role);
            region();
            if (!wish.urls().isEmpty()) {
                endpoints(identity());
            }
        }

        private void domain() {
            if (stores.projects().find(tx, DOMAIN).isEmpty()) {
                insert(DOMAIN, "Default", Project.NO_DOMAIN, null, "The default domain");
                done.add("made the domain Default");
            }
        }

        private void insert(String id, String name, String domain, @Nullable String parent, String description) {
            stores.projects()
                    .insert(
                            tx,
                            new Project(
                                    id,
                                    name,
                                    domain,
                                    parent,
                                    parent == null,
                                    true,
                                    description,
                                    List.of(),
                                    Map.of(),
                                    Map.of()));
        }

        private String project() {
            return stores.projects()
                    .named(tx, DOMAIN, wish.project())
                    .map(Project::id)
                    .orElseGet(() -> {
                        var id = Ids.hex();
                        insert(id, wish.project(), DOMAIN, DOMAIN, "Bootstrap project for initializing the cloud.");
                        done.add("made the project " + wish.project());
                        return id;
                    });
        }

        private String user(@Nullable String hash) {
            var there = stores.users().named(tx, DOMAIN, wish.user()).orElse(null);
            if (there == null) {
                var user = new User(Ids.hex(), wish.user(), DOMAIN, true, null, Map.of(), Map.of(), null);
                stores.users().insert(tx, user, null);
                password(user.id(), Objects.requireNonNull(hash));
                done.add("made the user " + wish.user());
                return user.id();
            }
            if (!there.enabled()) {
                enable(there);
            }
            if (hash != null) {
                password(there.id(), hash);
                revocations.record(tx, revocations.ofUser(there.id()));
                done.add("set the password of the user " + wish.user());
            }
            stores.passwords().forgive(tx, there.id());
            return there.id();
        }

        private void password(String user, String hash) {
            stores.passwords().set(tx, user, hash, clock.instant(), null);
        }

        private void enable(User u) {
            var enabled =
                    new User(u.id(), u.name(), u.domainId(), true, u.defaultProjectId(), u.options(), u.extra(), null);
            stores.users().update(tx, enabled);
            done.add("enabled the user " + u.name());
        }

        /** The administrator's role, from which all others are reached. */
        private String ladder() {
            var reader = role("reader");
            var member = role("member");
            var manager = role("manager");
            var admin = role(wish.role());
            stores.roles().imply(tx, new Implication(member, reader));
            stores.roles().imply(tx, new Implication(manager, member));
            stores.roles().imply(tx, new Implication(admin, manager));
            stores.roles().removeImplication(tx, new Implication(admin, member)); // from before there was a manager
            return admin;
        }

        private String role(String name) {
            return stores.roles().named(tx, Role.GLOBAL, name).map(Role::id).orElseGet(() -> {
                Map<String, Object> options = wish.immutableRoles() ? Map.of("immutable", true) : Map.of();
                var role = new Role(Ids.hex(), name, Role.GLOBAL, null, options, Map.of());
                stores.roles().insert(tx, role);
                done.add("made the role " + name);
                return role.id();
            });
        }

        private void grant(String user, Grant.Target kind, String target, String role) {
            var grant = new Grant(Grant.Actor.USER, user, kind, target, role, false);
            if (!stores.grants().exists(tx, grant)) {
                stores.grants().insert(tx, grant);
                done.add("granted the role %s on the %s".formatted(wish.role(), kind.word()));
            }
        }

        private void region() {
            var region = wish.region();
            if (region != null && stores.catalog().region(tx, region).isEmpty()) {
                stores.catalog().insert(tx, new Region(region, "", null, Map.of()));
                done.add("made the region " + region);
            }
        }

        private String identity() {
            return stores.catalog().services(tx).stream()
                    .filter(s -> s.type().equals("identity"))
                    .map(Service::id)
                    .findFirst()
                    .orElseGet(() -> {
                        var service = new Service(Ids.hex(), "identity", wish.service(), null, true, Map.of());
                        stores.catalog().insert(tx, service);
                        done.add("made the service " + wish.service());
                        return service.id();
                    });
        }

        private void endpoints(String service) {
            var there = stores.catalog().endpoints(tx).stream()
                    .filter(e -> e.serviceId().equals(service)
                            && (wish.region() == null || wish.region().equals(e.regionId())))
                    .toList();
            wish.urls()
                    .forEach((face, url) -> there.stream()
                            .filter(e -> e.face().equals(face))
                            .findFirst()
                            .ifPresentOrElse(e -> move(e, url), () -> open(service, face, url)));
        }

        private void open(String service, String face, String url) {
            stores.catalog().insert(tx, new Endpoint(Ids.hex(), service, wish.region(), face, url, true, Map.of()));
            done.add("made the %s endpoint %s".formatted(face, url));
        }

        private void move(Endpoint e, String url) {
            if (!e.url().equals(url)) {
                stores.catalog()
                        .update(
                                tx,
                                new Endpoint(
                                        e.id(), e.serviceId(), e.regionId(), e.face(), url, e.enabled(), e.extra()));
                done.add("moved the %s endpoint to %s".formatted(e.face(), url));
            }
        }
    }
}
