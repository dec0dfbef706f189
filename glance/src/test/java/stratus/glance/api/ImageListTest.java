package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stratus.testing.service.Callers;

/** Who sees which images in lists, their order, and where pages begin. */
@SuppressWarnings("NullAway.Init")
class ImageListTest {
    @AutoClose
    static final TestGlance glance = new TestGlance();

    private static String create(String token, String tag, String name, Map<String, ?> fields) {
        var all = new HashMap<String, Object>(
                Map.of("name", name, "tags", List.of(tag), "disk_format", "raw", "container_format", "bare"));
        all.putAll(fields);
        return glance.as(token).post("/v2/images", all).path("id").asString();
    }

    private static List<String> names(String token, String query) {
        return glance.as(token).get("/v2/images?" + query).path("images").findValuesAsString("name");
    }

    private static List<String> ids(String query) {
        return glance.as("member").get("/v2/images?" + query).path("images").findValuesAsString("id");
    }

    @Test
    void communityImagesOfOthersAreListedOnlyWhereTheyAreAskedFor() {
        create("member", "community", "own", Map.of("visibility", "community"));
        create("other", "community", "other's", Map.of("visibility", "community"));
        create("other", "community", "private", Map.of("visibility", "private"));
        var order = "tag=community&sort=name:asc";
        assertThat(names("member", order)).containsExactly("own");
        assertThat(names("member", order + "&visibility=community")).containsExactly("other's", "own");
        assertThat(names("member", order + "&visibility=all")).containsExactly("other's", "own");
        assertThat(names("other", order + "&visibility=all")).containsExactly("other's", "own", "private");
        assertThat(names("admin", order)).contains("own", "private");
        assertThat(names("member", order + "&visibility=community&owner=" + Callers.PROJECT))
                .containsExactly("own");
    }

    @Test
    void hiddenImagesAreListedOnlyWhereTheyAreAskedForAndShownToWhoKnowsThem() {
        var hidden = create("member", "hidden", "hidden", Map.of("os_hidden", true, "visibility", "community"));
        create("member", "hidden", "shown", Map.of());
        assertThat(names("member", "tag=hidden")).containsExactly("shown");
        assertThat(names("admin", "tag=hidden")).containsExactly("shown");
        assertThat(names("member", "tag=hidden&os_hidden=true")).containsExactly("hidden");
        assertThat(glance.as("other")
                        .get("/v2/images/" + hidden)
                        .path("os_hidden")
                        .asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"asc", "desc"})
    void amongTiesTheOrderIsThatOfCreationInTheSameDirection(String direction) {
        var tag = "ties-" + direction;
        var made = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            made.add(create("member", tag, i == 2 ? "b" : "a", Map.of()));
        }
        var all = ids("tag=%s&sort_key=name&sort_dir=%s".formatted(tag, direction));
        var expected = new ArrayList<>(made);
        expected.remove(2);
        expected.addLast(made.get(2));
        assertThat(all).isEqualTo(direction.equals("asc") ? expected : expected.reversed());
        var pages = new ArrayList<String>();
        var page = glance.as("member")
                .get("/v2/images?limit=2&tag=%s&sort_key=name&sort_dir=%s".formatted(tag, direction));
        while (true) {
            pages.addAll(page.path("images").findValuesAsString("id"));
            if (!page.has("next")) {
                break;
            }
            page = glance.as("member").get(page.path("next").asString());
        }
        assertThat(pages).as("no page repeats or leaves out a tie").isEqualTo(all);
    }

    private static int beginning(String marker) {
        return glance.as("member")
                .exchange("GET", "/v2/images?tag=marker&marker=" + marker, null)
                .status();
    }

    @Test
    void aPageBeginsAfterAnImageThatOneMaySee() {
        var first = create("member", "marker", "a", Map.of());
        create("member", "marker", "b", Map.of());
        var foreign = create("other", "marker", "0", Map.of("visibility", "private"));
        var community = create("other", "marker", "aa", Map.of("visibility", "community"));
        assertThat(names("member", "tag=marker&sort=name:asc&marker=" + first)).containsExactly("b");
        assertThat(names("member", "tag=marker&sort=name:asc&marker=" + community))
                .as("not in the list, but to be seen")
                .containsExactly("b");
        assertThat(beginning(foreign)).as("another's").isEqualTo(403);
        assertThat(beginning("nonsense")).isEqualTo(400);
        assertThat(beginning("00000000-0000-4000-8000-000000000000")).isEqualTo(400);
        assertThat(glance.as("admin")
                        .exchange("GET", "/v2/images?marker=" + foreign, null)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name=in:b,"c,d"             | b;c,d
            name=eq:b                   | b
            name=neq:b                  | 400
            status=in:active,queued     | b;c,d
            status=deleted              | ''
            size_min=1                  | ''
            size_min=x                  | 400
            min_disk_max=1              | c,d
            min_disk=2                  | b
            created_at=gt:2020-01-01    | b;c,d
            created_at=lt:2020-01-01    | ''
            created_at=bad:2020-01-01   | 400
            tag=one&tag=two             | b
            tag=one                     | b;c,d
            k=v                         | b
            k=v&k=w                     | c,d
            nokey=v                     | ''
            protected=true              | c,d
            protected=True              | 400
            visibility=nobodys          | 400
            member_status=nobodys       | 400
            sort_key=nothing            | 400
            sort=name:sideways          | 400
            sort=name&sort_dir=asc      | 400
            limit=-1                    | 400
            changes-since=2020-01-01    | 400
            """)
    void listsAreFiltered(String filter, String expected) {
        if (names("member", "tag=filters").isEmpty()) {
            create("member", "filters", "b", Map.of("tags", List.of("filters", "one", "two"), "k", "v", "min_disk", 2));
            create("member", "filters", "c,d", Map.of("tags", List.of("filters", "one"), "k", "w", "protected", true));
        }
        var answer = glance.as("member").exchange("GET", "/v2/images?tag=filters&" + filter, null);
        if (expected.equals("400")) {
            assertThat(answer.status()).isEqualTo(400);
        } else {
            assertThat(String.join(
                            ";",
                            answer.body().path("images").findValuesAsString("name").stream()
                                    .sorted()
                                    .toList()))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aDeactivatedImageIsListedAndItsBitsAreAnAdministrators() {
        var id = create("member", "deactivated", "x", Map.of("visibility", "shared"));
        var file = "/v2/images/%s/file".formatted(id);
        glance.as("member").upload("PUT", file, new ByteArrayInputStream(new byte[10]));
        var actions = "/v2/images/%s/actions/".formatted(id);
        assertThat(glance.as("member")
                        .exchange("POST", actions + "deactivate", Map.of("x", 1))
                        .status())
                .as("with a body")
                .isEqualTo(400);
        assertThat(glance.as("member")
                        .exchange("POST", actions + "deactivate", null)
                        .status())
                .isEqualTo(204);
        assertThat(glance.as("member")
                        .exchange("POST", actions + "deactivate", null)
                        .status())
                .as("twice")
                .isEqualTo(204);
        assertThat(names("member", "tag=deactivated&status=deactivated")).containsExactly("x");
        assertThat(glance.as("member").exchange("GET", file, null).status()).isEqualTo(403);
        assertThat(glance.as("admin").exchange("GET", file, null).status()).isEqualTo(200);
        assertThat(glance.as("reader")
                        .exchange("POST", actions + "reactivate", null)
                        .status())
                .isEqualTo(403);
        assertThat(glance.as("member")
                        .exchange("POST", actions + "reactivate", null)
                        .status())
                .isEqualTo(204);
        assertThat(glance.as("member").exchange("GET", file, null).status()).isEqualTo(200);
        var empty = create("member", "deactivated", "empty", Map.of());
        var refused = glance.as("member").exchange("POST", "/v2/images/%s/actions/deactivate".formatted(empty), null);
        assertThat(refused.status()).isEqualTo(403);
    }
}
