package stratus.nova.conductor;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Server;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;

/** Writes down which volumes a server has, and how attaching and detaching them ended. */
public final class DeviceLog {
    private final Db db;
    private final ServerStore servers;
    private final ActionOutcomes outcomes;
    private final InstantSource clock;

    DeviceLog(Db db, ServerStore servers, ActionOutcomes outcomes, InstantSource clock) {
        this.db = db;
        this.servers = servers;
        this.outcomes = outcomes;
        this.clock = clock;
    }

    Server server(ServerId id) {
        return servers.get(id);
    }

    @Nullable Server find(ServerId id) {
        return servers.find(id).orElse(null);
    }

    void done(Caller caller, ServerId id, String event) {
        end(caller, id, null, event, null);
    }

    void failed(Caller caller, ServerId id, String event, RuntimeException failure) {
        end(caller, id, null, event, failure);
    }

    /** The server no longer has what hangs on the attachment. */
    void without(Caller caller, ServerId id, AttachmentId gone, String event, @Nullable RuntimeException failure) {
        end(caller, id, gone, event, failure);
    }

    private void end(
            Caller caller, ServerId id, @Nullable AttachmentId gone, String event, @Nullable RuntimeException failure) {
        var now = clock.instant();
        db.run(tx -> {
            db.lock(tx, id.text(), "devices");
            var server = servers.find(tx, id).orElse(null);
            if (server == null) {
                return;
            }
            if (gone != null) {
                var left = server.disks().stream()
                        .filter(d -> !gone.equals(d.attachment()))
                        .toList();
                servers.devices(tx, id, server.ports(), left);
            }
            outcomes.write(tx, caller, server, event, failure, now);
        });
    }
}
