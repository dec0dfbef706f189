package stratus.nova.compute;

import java.util.List;
import stratus.nova.rpc.ConductorRpc.Instance;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;

/** What a deployment without Cinder has. */
public record NoVolumes() implements Volumes {
    @Override
    public List<Attached> attach(Caller caller, Instance instance, int attempt, String host) {
        throw new Fault.NotImplemented("There is no volume service in this deployment.");
    }

    @Override
    public List<Attached> reattach(Caller caller, Instance instance, String host) {
        throw new Fault.NotImplemented("There is no volume service in this deployment.");
    }

    @Override
    public void complete(Caller caller, List<Attached> attached) {}

    @Override
    public void release(Caller caller, ServerId server, int attempt) {}
}
