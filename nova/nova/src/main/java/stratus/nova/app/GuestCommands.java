package stratus.nova.app;

import java.util.EnumSet;
import java.util.function.Function;
import stratus.nova.domain.Server;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.LifecycleRpc;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Secret;

/** What is said to guests that run, and needs no saga. */
public record GuestCommands(ServerActions actions, Function<HostName, LifecycleRpc> hosts) {
    /** The guest's administrator has it when this returns. */
    public void password(Caller caller, Server server, Secret password) {
        ServerActions.unlocked(caller, server);
        ServerActions.idle(server, "changePassword", EnumSet.of(VmState.ACTIVE));
        var host = server.needHost();
        actions.record(caller, server, "changePassword");
        hosts.apply(host).setPassword(new LifecycleRpc.SetPassword(caller, server.id(), password));
    }

    /** Writes down what asks nothing of the guest. */
    public void told(Caller caller, Server server, String verb) {
        ServerActions.unlocked(caller, server);
        actions.record(caller, server, verb);
    }
}
