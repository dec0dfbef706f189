package stratus.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Users, projects and assignments, made through the API.
 *
 * <p>The thousand users that are listed have a domain of their own; the many that come later are in another.
 */
final class Population {
    private static final String KEYSTONE = "keystone";
    private static final String SECRET = "bench-secret";
    private static final int LISTED = 1_000;
    private static final int USERS = 10_000;
    private static final int PROJECTS = 1_000;
    private static final int EACH = 100;
    private static final int CLIENTS = 32;
    private static final double PATIENCE = 300;

    /** So that a cloud may be measured twice. */
    private final String run = "bench-" + Long.toHexString(System.currentTimeMillis());

    private final Cloud cloud;
    private final Crowd crowd;
    private final String listed;
    private final String more;
    private final String worker;
    private final String other;
    private final String aside;

    Population(Cloud cloud, Crowd crowd) throws IOException {
        this.cloud = cloud;
        this.crowd = crowd;
        this.listed = create("domains", "domain", named(run));
        this.more = create("domains", "domain", named(run + "-more"));
        var project = create("projects", "project", project("0"));
        this.aside = create("projects", "project", project("aside"));
        this.worker = create(
                "users",
                "user",
                "{\"name\": \"%s\", \"domain_id\": \"default\", \"password\": \"%s\"}".formatted(run, SECRET));
        this.other = create("users", "user", "{\"name\": \"%s-other\", \"domain_id\": \"default\"}".formatted(run));
        cloud.call(KEYSTONE, "PUT", grant(project, worker, role("reader")), null);
    }

    /** Makes the users that are listed. */
    Figures few() {
        return crowd.run(i -> user("listed", i, listed), LISTED, 8, PATIENCE);
    }

    /** Where they are listed. */
    String list() {
        return "/v3/users?domain_id=" + listed;
    }

    /** Makes all the others; says what an assignment cost. */
    Figures many() throws IOException {
        crowd.run(i -> user("more", i, more), USERS - LISTED, 8, PATIENCE);
        crowd.run(i -> post("projects", "project", project(String.valueOf(i + 1))), PROJECTS - 1L, CLIENTS, PATIENCE);
        var users = Stream.concat(Stream.of(worker), ids("users", more)).toList();
        var projects = ids("projects", "default").toList();
        var reader = role("reader");
        return crowd.run(
                i -> put(grant(projects.get((int) (i / EACH)), users.get((int) (i * 7 % users.size())), reader)),
                (long) PROJECTS * EACH,
                CLIENTS,
                PATIENCE);
    }

    static String size() {
        return "%,d users, %,d projects, %,d assignments".formatted(USERS, PROJECTS, PROJECTS * EACH);
    }

    /** Writes of four kinds in turn; two of them change what some token may stand for. */
    List<byte[]> writes(int count) throws IOException {
        var writes = new ArrayList<byte[]>();
        var manager = role("manager");
        for (int i = 0; writes.size() < count; i++) {
            writes.add(user("mixed-%x".formatted(System.nanoTime()), i, more));
            writes.add(put(grant(aside, other, manager)));
            writes.add(user("mixed-%x".formatted(System.nanoTime()), i, more));
            writes.add(cloud.request(
                    KEYSTONE,
                    "PATCH",
                    "/v3/projects/" + aside,
                    "{\"project\": {\"description\": \"change %d\"}}".formatted(i)));
        }
        return writes;
    }

    /** Someone with a role on {@link #project} logs in with this. */
    String password() {
        return Cloud.password(run, SECRET, project());
    }

    private String create(String collection, String key, String body) throws IOException {
        return cloud.call(KEYSTONE, "POST", "/v3/" + collection, "{\"%s\": %s}".formatted(key, body))
                .path(key)
                .path("id")
                .stringValue();
    }

    private byte[] post(String collection, String key, String body) {
        return cloud.request(KEYSTONE, "POST", "/v3/" + collection, "{\"%s\": %s}".formatted(key, body));
    }

    private byte[] put(String path) {
        return cloud.request(KEYSTONE, "PUT", path, null);
    }

    private byte[] user(String name, long i, String domain) {
        var body = "{\"name\": \"%s-%05d\", \"domain_id\": \"%s\", \"email\": \"u%d@example.org\"}";
        return post("users", "user", body.formatted(name, i, domain, i));
    }

    private static String named(String name) {
        return "{\"name\": \"%s\"}".formatted(name);
    }

    private String project(String suffix) {
        return "{\"name\": \"%s-%s\", \"domain_id\": \"default\"}".formatted(run, suffix);
    }

    /** Where tokens are for. */
    String project() {
        return run + "-0";
    }

    private static String grant(String project, String user, String role) {
        return "/v3/projects/%s/users/%s/roles/%s".formatted(project, user, role);
    }

    private String role(String name) throws IOException {
        return cloud.call(KEYSTONE, "GET", "/v3/roles?name=" + name, null)
                .at("/roles/0/id")
                .stringValue();
    }

    private Stream<String> ids(String collection, String domain) throws IOException {
        var list = cloud.call(KEYSTONE, "GET", "/v3/%s?domain_id=%s".formatted(collection, domain), null);
        return list.path(collection).values().stream().map(one -> one.path("id").stringValue());
    }
}
