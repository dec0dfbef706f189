package stratus.keystone.domain;

/** What a policy is for: an endpoint, a service, or a service in a region; the others are empty. */
public record PolicyAssociation(String policyId, String endpointId, String serviceId, String regionId) {}
