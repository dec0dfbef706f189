package stratus.oslo.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import stratus.oslo.http.Routes.Access;
import stratus.oslo.http.Routes.Route;

/** Finds the route of a path; literal segments win over variables. */
final class RouteTable {
    private final Node root = new Node();

    RouteTable(List<Route> routes) {
        for (var route : routes) {
            var node = root;
            for (var segment : segments(route.path())) {
                node = node.next(segment);
            }
            node.routes.put(route.method(), route);
        }
    }

    /** The routes of a path, by method, with the values of its variables; null for a path that nobody serves. */
    record Match(Map<String, Route> routes, List<String> values) {
        /** Whether there is something that needs no token. */
        boolean open() {
            return routes.values().stream().anyMatch(route -> route.access() == Access.OPEN);
        }

        Map<String, String> variables(Route route) {
            var named = new HashMap<String, String>();
            int next = 0;
            for (var segment : segments(route.path())) {
                if (variable(segment)) {
                    named.put(segment.substring(1, segment.length() - 1), values.get(next++));
                }
            }
            return named;
        }
    }

    @Nullable Match find(String path) {
        return root.find(segments(path), 0, new ArrayList<>());
    }

    private static List<String> segments(String path) {
        var all = new ArrayList<String>();
        for (var segment : path.split("/")) {
            if (!segment.isEmpty()) {
                all.add(segment);
            }
        }
        return all;
    }

    private static boolean variable(String segment) {
        return segment.startsWith("{");
    }

    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<String, Route> routes = new TreeMap<>();
        private @Nullable Node variable;

        Node next(String segment) {
            if (!variable(segment)) {
                return literals.computeIfAbsent(segment, _ -> new Node());
            }
            if (variable == null) {
                variable = new Node();
            }
            return variable;
        }

        @Nullable Match find(List<String> path, int at, List<String> values) {
            if (at == path.size()) {
                return routes.isEmpty() ? null : new Match(routes, List.copyOf(values));
            }
            var literal = literals.get(path.get(at));
            var found = literal == null ? null : literal.find(path, at + 1, values);
            if (found != null || variable == null) {
                return found;
            }
            values.add(path.get(at));
            found = variable.find(path, at + 1, values);
            values.removeLast();
            return found;
        }
    }
}
