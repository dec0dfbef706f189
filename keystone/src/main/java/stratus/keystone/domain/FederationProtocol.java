package stratus.keystone.domain;

import org.jspecify.annotations.Nullable;

/** How an identity provider is spoken to, and which mapping reads what it says. */
public record FederationProtocol(
        String idpId, String id, String mappingId, @Nullable String remoteIdAttribute) {}
