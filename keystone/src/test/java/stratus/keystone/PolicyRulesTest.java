package stratus.keystone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import stratus.oslo.policy.Policy;

class PolicyRulesTest {
    private static TreeMap<String, String> upstreams() throws IOException {
        try (var in = Objects.requireNonNull(PolicyRulesTest.class.getResourceAsStream("upstream-rules.txt"))) {
            var rules = new TreeMap<String, String>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .forEach(words -> rules.put(words[0], words[1]));
            return rules;
        }
    }

    private static String sorted(String kinds) {
        return String.join(",", Arrays.stream(kinds.split(", *")).sorted().toList());
    }

    @Test
    void allOfUpstreamsRulesAreThereAndNoOthers() throws IOException {
        var ours = Policy.defaults(KeystoneService.class, "policy.yaml");
        assertThat(ours.keySet())
                .containsExactlyInAnyOrderElementsOf(upstreams().keySet());
    }

    @Test
    void eachTakesTheTokensThatUpstreamsDoes() throws IOException {
        var ours = new TreeMap<String, String>();
        var scopes = Policy.defaults(KeystoneService.class, "policy-scopes.yaml");
        upstreams()
                .keySet()
                .forEach(rule -> ours.put(rule, sorted(scopes.getOrDefault(rule, "domain,project,system"))));
        assertThat(ours).isEqualTo(upstreams());
        assertThat(ours.keySet()).containsAll(scopes.keySet());
    }
}
