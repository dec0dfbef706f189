package stratus.nova.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.ServerContexts;
import stratus.nova.app.ServerRebuilds;
import stratus.nova.app.ServerRebuilds.Change;
import stratus.nova.app.ServerRebuilds.Wanted;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerText;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Since;
import stratus.oslo.http.Until;
import tools.jackson.databind.JsonNode;

/** The action {@code rebuild}: the same server from an image, anew. */
public final class RebuildActions {
    private final ServerRebuilds rebuilds;
    private final ServerContexts contexts;

    public RebuildActions(ServerRebuilds rebuilds, ServerContexts contexts) {
        this.rebuilds = rebuilds;
        this.contexts = contexts;
    }

    public Map<String, ServerActionsApi.Action> actions() {
        return Map.of("rebuild", (r, s, _) -> rebuild(r, s));
    }

    record Body(Rebuild rebuild) {}

    record Rebuild(
            @JsonProperty("imageRef") String image,
            @Nullable String name,
            @JsonProperty("adminPass") @Nullable String adminPass,
            @Nullable Map<String, String> metadata,
            @Nullable JsonNode preserveEphemeral,
            @JsonProperty("OS-DCF:diskConfig") @Nullable String diskConfig,
            @JsonProperty("accessIPv4") @Nullable String accessIpV4,
            @JsonProperty("accessIPv6") @Nullable String accessIpV6,
            @Until(56) @Nullable JsonNode personality,
            @Since(19) @Nullable JsonNode description,
            @Since(54) @Nullable JsonNode keyName,
            @Since(57) @Nullable JsonNode userData,
            @Since(63) @Nullable List<String> trustedImageCertificates,
            @Since(90) @Nullable String hostname) {
        Rebuild {
            if (name != null) {
                Values.name("name", name);
            }
            if (hostname != null) {
                Values.hostname(hostname);
            }
            Values.description(text("description", description));
            Values.address("accessIPv4", accessIpV4, Inet4Address.class);
            Values.address("accessIPv6", accessIpV6, Inet6Address.class);
            Values.diskConfig(diskConfig);
            if (metadata != null) {
                metadata.forEach((key, value) -> Values.item("metadata", key, value));
            }
            refuseUnsupported(preserveEphemeral, personality, trustedImageCertificates);
        }

        private static void refuseUnsupported(
                @Nullable JsonNode preserve, @Nullable JsonNode personality, @Nullable List<String> certificates) {
            if (preserve != null && Values.flag("preserve_ephemeral", preserve)) {
                throw new Fault.Invalid("The current driver does not support preserving ephemeral partitions.");
            }
            if (personality != null && !personality.isEmpty()) {
                throw new Fault.NotImplemented("Files cannot be injected; use user data.");
            }
            if (certificates != null && !certificates.isEmpty()) {
                throw new Fault.NotImplemented("Trusted image certificates are not supported yet.");
            }
        }

        private static @Nullable String text(String field, @Nullable JsonNode given) {
            if (given == null || given.isNull()) {
                return null;
            }
            if (!given.isString()) {
                throw new Fault.Invalid(field, "%s is not of type 'string', 'null'".formatted(given));
            }
            return given.stringValue();
        }

        private static @Nullable Change change(String field, @Nullable JsonNode given) {
            return given == null ? null : new Change(text(field, given));
        }

        Wanted wanted() {
            var data = change("user_data", userData);
            if (data != null && data.value() != null) {
                Values.base64("user_data", data.value());
            }
            var from = new ImageId(Values.uuid("imageRef", image));
            return new Wanted(from, this::on, change("key_name", keyName), data, diskConfig);
        }

        private ServerText on(ServerText s) {
            return new ServerText(
                    name == null ? s.name() : name,
                    hostname == null ? s.hostname() : hostname,
                    description == null ? s.description() : text("description", description),
                    metadata == null ? s.metadata() : metadata,
                    s.tags(),
                    accessIpV4 == null ? s.accessIpV4() : accessIpV4,
                    accessIpV6 == null ? s.accessIpV6() : accessIpV6,
                    s.lockedBy(),
                    s.lockedReason());
        }
    }

    private Response rebuild(Request request, Server server) {
        ServerActionsApi.require(request, server, "servers:rebuild");
        var asked = request.body(Body.class).rebuild();
        boolean anyImage = request.version().atLeast(93);
        var after = rebuilds.rebuild(request.caller(), server, asked.wanted(), anyImage);
        var view = new LinkedHashMap<String, Object>(shown(after, request));
        view.put("adminPass", Values.password(asked.adminPass()));
        return Response.accepted(Map.of("server", view))
                .with(
                        "Location",
                        request.baseUrl() + "/v2.1/servers/" + server.id().text());
    }

    /** As updates show it, which is less than a server is until 2.75; with key and data since those can be changed. */
    private Map<String, Object> shown(Server server, Request request) {
        var context = contexts.of(server);
        var all = ServerView.updated(server, context, request);
        var full = ServerView.full(server, context, request);
        if (request.version().atLeast(54)) {
            all.put("key_name", full.get("key_name"));
        }
        all.remove("OS-EXT-SRV-ATTR:user_data");
        if (request.version().atLeast(57)) {
            all.put("user_data", server.spec().userData());
        }
        return all;
    }
}
