package stratus.nova.app;

import java.util.EnumSet;
import java.util.function.Function;
import stratus.nova.domain.Server;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.LifecycleRpc;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Secret;

/** Passwords of guests' administrators. */
public record ServerPasswords(ServerActions actions, Function<HostName, LifecycleRpc> hosts) {
    /** The guest has it when this returns. */
    public void change(Caller caller, Server server, Secret password) {
        ServerActions.unlocked(caller, server);
        ServerActions.idle(server, "changePassword", EnumSet.of(VmState.ACTIVE));
        var host = server.host();
        if (host == null) {
            throw new Fault.Conflict(
                    "Instance %s is not ready".formatted(server.id().text()));
        }
        actions.record(caller, server, "changePassword");
        hosts.apply(host).setPassword(new LifecycleRpc.SetPassword(caller, server.id(), password));
    }
}
