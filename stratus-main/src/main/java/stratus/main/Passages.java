package stratus.main;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.clients.keystone.KeystoneTokens;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Secret;
import stratus.oslo.http.Onlooker;
import stratus.oslo.http.Onlooker.Passage;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.trace.Span;
import stratus.oslo.trace.StepScope;
import stratus.oslo.trace.TraceEvent.Outcome;
import stratus.oslo.trace.Tracer;

/** Tells those steps of a boot that happen at the doors of services: tokens, and who is let in. */
record Passages(Tracer tracer) {
    /** Steps 1 and 2; a service that logs in for itself asks for no catalog. */
    Onlooker keystone() {
        return request -> {
            boolean login = request.method().equals("POST") && request.path().endsWith("/auth/tokens");
            return login && !request.query().has("nocatalog") ? new Login(request) : new Passage() {};
        };
    }

    /** Steps 3 to 5. */
    Onlooker nova(KeystoneTokens tokens) {
        return request -> {
            boolean boot = request.method().equals("POST") && request.path().endsWith("/servers");
            return boot ? new Boot(request, tokens) : new Passage() {};
        };
    }

    /** Steps 20, 23 and 26: the service that a host asks has the token validated. */
    Onlooker validating(KeystoneTokens tokens) {
        return request -> {
            var at = StepScope.At.parse(request.header(StepScope.HEADER));
            return at == null || !List.of(19, 22, 25).contains(at.step())
                    ? new Passage() {}
                    : new Validation(request, at, tokens);
        };
    }

    private static boolean remembered(Request request, KeystoneTokens tokens) {
        var token = request.header("X-Auth-Token");
        return token != null && tokens.remembers(new Secret(token));
    }

    private static String auditId(Caller caller) {
        return caller.auditIds().isEmpty() ? "" : caller.auditIds().getFirst();
    }

    private final class Login implements Passage {
        private final String requestId;
        private Span span;

        Login(Request request) {
            requestId = request.requestId();
            span = tracer.step(requestId, null, 1);
        }

        @Override
        public void answered(Response answer) {
            var audit = auditId(answer);
            span.with("audit_id", audit).end(Outcome.OK);
            span = tracer.step(requestId, null, 2).with("audit_id", audit);
        }

        /** The step is linked to the boots that use the token by it. */
        private static String auditId(Response answer) {
            return answer.body() instanceof Map<?, ?> body
                            && body.get("token") instanceof Map<?, ?> token
                            && token.get("audit_ids") instanceof List<?> ids
                            && !ids.isEmpty()
                    ? String.valueOf(ids.getFirst())
                    : "";
        }

        @Override
        public void sent() {
            span.end(Outcome.OK);
        }

        @Override
        public void failed(Throwable failure) {
            span.fail(failure);
        }
    }

    private final class Boot implements Passage {
        private final String requestId;
        private final boolean remembered;
        private @Nullable Span span;

        Boot(Request request, KeystoneTokens tokens) {
            requestId = request.requestId();
            remembered = remembered(request, tokens);
            tracer.step(requestId, null, 3).end(Outcome.OK);
            span = tracer.step(requestId, null, 4);
        }

        @Override
        public void validated(Caller caller) {
            end(4);
            span = tracer.step(requestId, null, 5);
            span.with("audit_id", auditId(caller));
            if (caller.project() != null) {
                span.with("project_id", caller.project().id());
            }
            if (caller.project() != null) {
                span.with("project_id", caller.project().id());
            }
        }

        @Override
        public void authorized() {
            end(5);
        }

        private void end(int step) {
            if (span != null) {
                (step == 4 ? span.with("cached", remembered) : span).end(Outcome.OK);
                span = null;
            }
        }

        @Override
        public void failed(Throwable failure) {
            if (span != null) {
                span.fail(failure);
            }
        }
    }

    /** Told only once it is known that a service asks: anyone could send the header. */
    private final class Validation implements Passage {
        private final Span span;

        Validation(Request request, StepScope.At at, KeystoneTokens tokens) {
            span = tracer.untold(request.requestId(), at.server(), at.step() + 1)
                    .with("cached", remembered(request, tokens));
        }

        @Override
        public void validated(Caller caller) {
            if (caller.roles().contains("service") || caller.serviceRoles().contains("service")) {
                span.end(Outcome.OK);
            }
        }
    }
}
