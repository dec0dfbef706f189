package stratus.nova.domain;

import static stratus.nova.domain.VmState.ACTIVE;
import static stratus.nova.domain.VmState.BUILDING;
import static stratus.nova.domain.VmState.ERROR;
import static stratus.nova.domain.VmState.PAUSED;
import static stratus.nova.domain.VmState.RESCUED;
import static stratus.nova.domain.VmState.RESIZED;
import static stratus.nova.domain.VmState.SHELVED;
import static stratus.nova.domain.VmState.SHELVED_OFFLOADED;
import static stratus.nova.domain.VmState.STOPPED;
import static stratus.nova.domain.VmState.SUSPENDED;

import java.util.EnumSet;
import java.util.Set;
import stratus.oslo.base.Fault;

/** What may be asked of a server, when, and the task it starts: Nova's state table, on one screen. */
public enum ServerAction {
    STOP("stop", TaskState.POWERING_OFF, ACTIVE, ERROR),
    START("start", TaskState.POWERING_ON, STOPPED),
    REBOOT_SOFT("reboot", TaskState.REBOOTING, ACTIVE),
    REBOOT_HARD("reboot", TaskState.REBOOTING_HARD, ACTIVE, STOPPED, PAUSED, SUSPENDED, ERROR),
    PAUSE("pause", TaskState.PAUSING, ACTIVE),
    UNPAUSE("unpause", TaskState.UNPAUSING, PAUSED),
    SUSPEND("suspend", TaskState.SUSPENDING, ACTIVE),
    RESUME("resume", TaskState.RESUMING, SUSPENDED),
    CREATE_IMAGE("createImage", TaskState.IMAGE_SNAPSHOT_PENDING, ACTIVE, STOPPED, PAUSED, SUSPENDED),
    CREATE_BACKUP("createBackup", TaskState.IMAGE_BACKUP, ACTIVE, STOPPED, PAUSED, SUSPENDED),
    REBUILD("rebuild", TaskState.REBUILDING, ACTIVE, STOPPED, ERROR),
    RESCUE("rescue", TaskState.RESCUING, ACTIVE, STOPPED, ERROR),
    UNRESCUE("unrescue", TaskState.UNRESCUING, RESCUED),
    SHELVE("shelve", TaskState.SHELVING, ACTIVE, STOPPED, PAUSED, SUSPENDED),
    SHELVE_OFFLOAD("shelveOffload", TaskState.SHELVING_OFFLOADING, SHELVED),
    UNSHELVE("unshelve", TaskState.UNSHELVING, SHELVED, SHELVED_OFFLOADED),
    CHANGE_PASSWORD("changePassword", TaskState.UPDATING_PASSWORD, ACTIVE),
    RESIZE("resize", TaskState.RESIZE_PREP, ACTIVE, STOPPED),
    MIGRATE("migrate", TaskState.RESIZE_PREP, ACTIVE, STOPPED),
    REVERT_RESIZE("revertResize", TaskState.RESIZE_REVERTING, RESIZED),
    DELETE(
            "delete",
            TaskState.DELETING,
            BUILDING,
            ACTIVE,
            STOPPED,
            PAUSED,
            SUSPENDED,
            RESIZED,
            RESCUED,
            SHELVED,
            SHELVED_OFFLOADED,
            ERROR);

    private final String verb;
    private final TaskState task;
    private final Set<VmState> from;

    ServerAction(String verb, TaskState task, VmState first, VmState... rest) {
        this.verb = verb;
        this.task = task;
        this.from = EnumSet.of(first, rest);
    }

    /** As upstream's instance actions and messages name it. */
    public String verb() {
        return verb;
    }

    public TaskState task() {
        return task;
    }

    /** The task that carries out this action, if the server may take it now. */
    public TaskState taskFor(Server server) {
        if (!from.contains(server.vmState())) {
            throw refusal(server, "vm_state", server.vmState().text());
        }
        var busy = server.taskState();
        if (busy != null && !interrupts(busy)) {
            throw refusal(server, "task_state", busy.text());
        }
        return task;
    }

    /** A delete interrupts anything, a hard reboot any power action. */
    private boolean interrupts(TaskState busy) {
        return this == DELETE
                || this == REBOOT_HARD
                        && EnumSet.of(TaskState.REBOOTING, TaskState.PAUSING, TaskState.UNPAUSING)
                                .contains(busy);
    }

    private Fault refusal(Server server, String kind, String state) {
        return new Fault.Conflict("Cannot '%s' instance %s while it is in %s %s"
                .formatted(verb, server.id().text(), kind, state));
    }
}
