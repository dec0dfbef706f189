package stratus.cinder.app;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Job;
import stratus.cinder.domain.Message;
import stratus.cinder.domain.MessageFilter;
import stratus.cinder.domain.Trouble;
import stratus.cinder.domain.Viewer;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** Tells the owners of resources what went wrong after their requests had been accepted. */
public final class Messages {
    private static final Duration KEPT = Duration.ofDays(30);

    private final Stores stores;

    public Messages(Stores stores) {
        this.stores = stores;
    }

    /** With what {@code why} says where that is meant for callers. */
    void tell(Tx tx, Job job, ProjectId owner, Trouble trouble, RuntimeException why) {
        var text = why instanceof Fault fault ? trouble.text() + " " + fault.getMessage() : trouble.text();
        var now = stores.now();
        stores.messages().expire(tx, now);
        stores.messages()
                .insert(
                        tx,
                        new Message(
                                UUID.randomUUID().toString(),
                                owner.value(),
                                job.caller().requestId(),
                                trouble.resource(),
                                job.resourceId(),
                                trouble.event(),
                                "ERROR",
                                text,
                                now,
                                now.plus(KEPT)));
    }

    public Page<Message> list(@Nullable ProjectId project, MessageFilter filter, Page.Request page) {
        return stores.messages().list(project == null ? null : project.value(), filter, page);
    }

    public Message get(Viewer who, String id) {
        return stores.db()
                .read(tx -> stores.messages().find(tx, id))
                .filter(m -> who.sees(new ProjectId(m.projectId())))
                .orElseThrow(() -> new Fault.NotFound("Message %s could not be found.".formatted(id)));
    }

    public void delete(Message message) {
        stores.db().run(tx -> stores.messages().delete(tx, message.id()));
    }
}
