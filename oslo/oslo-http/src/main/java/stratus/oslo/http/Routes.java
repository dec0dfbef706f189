package stratus.oslo.http;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The operations of an API: method, path, policy rule, handler.
 *
 * <p>The rule is data beside the route. A handler checks it by {@link Request#authorize}; one that answers without
 * having done so is a bug and is answered with 500. {@code {name}} in a path stands for one segment.
 */
public final class Routes {
    private final List<String> prefixes;
    private final List<Route> all;
    private final boolean slashes;
    private final boolean heads;
    private final boolean callersFirst;

    /** Who may call. */
    public enum Access {
        /** Nobody has to say who they are: version documents, authentication. */
        OPEN,
        /** Any valid token; upstream has no rule for it. */
        TOKEN,
        /** A policy rule, checked by the handler. */
        RULE
    }

    /** One operation. {@code rule} is null unless {@code access} is {@link Access#RULE}. */
    public record Route(
            String method,
            String path,
            Access access,
            @Nullable String rule,
            Handler handler) {}

    private Routes(List<String> prefixes, List<Route> all, boolean slashes, boolean heads, boolean callersFirst) {
        this.prefixes = prefixes;
        this.all = all;
        this.slashes = slashes;
        this.heads = heads;
        this.callersFirst = callersFirst;
    }

    /** Paths that follow begin with each of the prefixes: {@code /v2.1} and {@code /v2.1/{project_id}}. */
    public static Routes at(String... prefixes) {
        return new Routes(List.of(prefixes), new ArrayList<>(), true, true, false);
    }

    /** The same table; a path with a slash at its end is another, and nothing is there. */
    public Routes withoutSlashes() {
        return new Routes(prefixes, all, false, heads, callersFirst);
    }

    /** The same table; a HEAD is answered only where there is a route for it, and not wherever there is a GET. */
    public Routes withoutHeads() {
        return new Routes(prefixes, all, slashes, false, callersFirst);
    }

    /** The same table; methods that are not there are told only to who has a token, except where somebody may come without. */
    public Routes withCallersFirst() {
        return new Routes(prefixes, all, slashes, heads, true);
    }

    /** The operations that are there by now, each with the handler that {@code handlers} gives it. */
    public Routes handledBy(Function<Route, Handler> handlers) {
        var others = new ArrayList<Route>();
        for (var route : all) {
            others.add(new Route(route.method(), route.path(), route.access(), route.rule(), handlers.apply(route)));
        }
        return new Routes(prefixes, others, slashes, heads, callersFirst);
    }

    /** The same table with other prefixes. */
    public Routes under(String... prefixes) {
        return new Routes(List.of(prefixes), all, slashes, heads, callersFirst);
    }

    public Routes get(String path, String rule, Handler handler) {
        return add("GET", path, Access.RULE, rule, handler);
    }

    public Routes post(String path, String rule, Handler handler) {
        return add("POST", path, Access.RULE, rule, handler);
    }

    public Routes put(String path, String rule, Handler handler) {
        return add("PUT", path, Access.RULE, rule, handler);
    }

    public Routes patch(String path, String rule, Handler handler) {
        return add("PATCH", path, Access.RULE, rule, handler);
    }

    public Routes delete(String path, String rule, Handler handler) {
        return add("DELETE", path, Access.RULE, rule, handler);
    }

    public Routes head(String path, String rule, Handler handler) {
        return add("HEAD", path, Access.RULE, rule, handler);
    }

    public Routes open(String method, String path, Handler handler) {
        return add(method, path, Access.OPEN, null, handler);
    }

    public Routes token(String method, String path, Handler handler) {
        return add(method, path, Access.TOKEN, null, handler);
    }

    /** Whether a slash at the end of a path does not matter. */
    boolean slashes() {
        return slashes;
    }

    /** Whether there is a HEAD for every GET. */
    boolean heads() {
        return heads;
    }

    /** Whether nobody is told which methods there are. */
    boolean callersFirst() {
        return callersFirst;
    }

    public List<Route> all() {
        return List.copyOf(all);
    }

    private Routes add(String method, String path, Access access, @Nullable String rule, Handler handler) {
        for (var prefix : prefixes) {
            all.add(new Route(method, prefix + path, access, rule, handler));
        }
        return this;
    }
}
