package stratus.nova.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Page;

/**
 * Which servers a list shall have; what is null does not filter.
 *
 * @param project null for those of all projects
 * @param name part of the name
 * @param states null for all
 * @param deleted whether the deleted ones instead of those that live; null for both
 */
public record ServerFilter(
        @Nullable String project,
        @Nullable String name,
        @Nullable List<VmState> states,
        @Nullable String host,
        @Nullable String flavor,
        @Nullable String image,
        @Nullable String user,
        @Nullable String reservation,
        @Nullable Boolean locked,
        @Nullable Boolean deleted,
        @Nullable Instant changesSince,
        @Nullable Instant changesBefore,
        List<String> tags,
        List<String> notTags,
        List<String> uuids,
        Page.Request page) {
    /** The same, beginning after a server. */
    public ServerFilter after(ServerId last) {
        return new ServerFilter(
                project,
                name,
                states,
                host,
                flavor,
                image,
                user,
                reservation,
                locked,
                deleted,
                changesSince,
                changesBefore,
                tags,
                notTags,
                uuids,
                new Page.Request(last.text(), page.limit(), page.sort()));
    }

    /** All that live, of a project or of all. */
    public static ServerFilter living(@Nullable String project) {
        return new ServerFilter(
                project,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                Page.Request.of(null, 1000));
    }
}
