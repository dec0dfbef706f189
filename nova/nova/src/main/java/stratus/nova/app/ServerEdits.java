package stratus.nova.app;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.QuotaResource;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerText;
import stratus.nova.domain.VmState;
import stratus.nova.store.QuotaStore;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;

/** Changes of servers that no host hears of: names, notes, tags, locks. */
public final class ServerEdits {
    private static final Set<VmState> EDITABLE =
            EnumSet.of(VmState.ACTIVE, VmState.PAUSED, VmState.SUSPENDED, VmState.STOPPED);

    private final Db db;
    private final ServerStore store;
    private final QuotaStore quotas;
    private final ServerActions actions;
    private final ChangeLog changes;
    private final InstantSource clock;

    public ServerEdits(
            Db db,
            ServerStore store,
            QuotaStore quotas,
            ServerActions actions,
            ChangeLog changes,
            InstantSource clock) {
        this.db = db;
        this.store = store;
        this.quotas = quotas;
        this.actions = actions;
        this.changes = changes;
        this.clock = clock;
    }

    /** Writes down the server's new text, made from what it is in this very moment. */
    public Server edit(Caller caller, Server server, UnaryOperator<ServerText> change) {
        var now = clock.instant();
        return db.write(tx -> {
            var seen = store.get(tx, server.id());
            var after = seen.with(change.apply(seen.text()), now);
            store.describe(tx, after);
            changes.append(
                    tx,
                    caller,
                    Operation.UPDATED,
                    "server",
                    after.id().text(),
                    after.projectId().text(),
                    after);
            return after;
        });
    }

    /** Whether the disk shall be grown and filled by itself at the next occasion: {@code AUTO} or {@code MANUAL}. */
    public void diskConfig(Server server, String wanted) {
        NewSize.automatic(server, wanted);
        var now = clock.instant();
        db.run(tx -> store.find(tx, server.id())
                .ifPresent(seen -> store.spec(tx, seen.id(), seen.spec().withDiskConfig(wanted), now)));
    }

    public Server addMetadata(Caller caller, Server server, Map<String, String> more) {
        return metadata(caller, server, "update metadata", all -> {
            all.putAll(more);
            return all;
        });
    }

    public Server setMetadata(Caller caller, Server server, Map<String, String> metadata) {
        return metadata(caller, server, "update metadata", _ -> new LinkedHashMap<>(metadata));
    }

    public Server removeMetadata(Caller caller, Server server, String key) {
        return metadata(caller, server, "delete metadata", all -> {
            all.remove(key);
            return all;
        });
    }

    private Server metadata(
            Caller caller, Server server, String what, UnaryOperator<LinkedHashMap<String, String>> change) {
        ServerActions.unlocked(caller, server);
        editable(server, what);
        long limit = db.read(tx -> quotas.limit(tx, server.projectId(), QuotaResource.METADATA_ITEMS));
        return edit(caller, server, text -> {
            var after = change.apply(new LinkedHashMap<>(text.metadata()));
            if (limit >= 0 && after.size() > limit) {
                throw new Fault.OverQuota("Maximum number of metadata items exceeds %d".formatted(limit));
            }
            return text.withMetadata(after);
        });
    }

    public Server tags(Caller caller, Server server, List<String> tags) {
        editable(server, "update tags");
        return edit(caller, server, text -> text.withTags(tags));
    }

    public Server addTag(Caller caller, Server server, String tag) {
        editable(server, "add tag");
        return edit(caller, server, text -> {
            var tags = new ArrayList<>(text.tags());
            if (!tags.contains(tag)) {
                tags.add(tag);
            }
            return text.withTags(tags);
        });
    }

    public Server removeTag(Caller caller, Server server, String tag) {
        editable(server, "delete tag");
        return edit(
                caller,
                server,
                text -> text.withTags(
                        text.tags().stream().filter(t -> !t.equals(tag)).toList()));
    }

    /** From now on only {@code by} may change it: {@code admin} or {@code owner}. */
    public void lock(Caller caller, Server server, String by, @Nullable String reason) {
        edit(caller, server, text -> text.locked(by, reason));
        actions.record(caller, server, "lock");
    }

    public void unlock(Caller caller, Server server) {
        edit(caller, server, text -> text.locked(null, null));
        actions.record(caller, server, "unlock");
    }

    private static void editable(Server server, String what) {
        if (!EDITABLE.contains(server.vmState())) {
            throw new Fault.Conflict("Cannot '%s' instance %s while it is in vm_state %s"
                    .formatted(what, server.id().text(), server.vmState().text()));
        }
    }
}
