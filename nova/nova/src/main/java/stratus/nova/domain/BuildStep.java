package stratus.nova.domain;

import java.time.Instant;
import java.util.Map;
import stratus.nova.rpc.ConductorRpc.Edge;

/** One of the 29 steps of a build, as far as it is saved. */
public record BuildStep(int attempt, int step, Edge edge, Instant at, Map<String, String> facts) {}
