package stratus.nova.conductor;

import stratus.nova.store.ActionStore;
import stratus.nova.store.MigrationStore;
import stratus.nova.store.ServerStore;
import stratus.nova.store.ShelfStore;
import stratus.nova.store.StepStore;

/** What the conductor writes down of servers: a log for each kind of work, over the same stores. */
record Logs(BuildLog builds, ServerLog servers, MoveLog moves, DeviceLog devices, LifecycleLog lives) {
    static Logs of(ConductorService.Site site) {
        var db = site.db();
        var clock = site.clock();
        var servers = new ServerStore(db);
        var actions = new ActionStore(db);
        var outcomes = new ActionOutcomes(servers, actions, site.changes());
        return new Logs(
                new BuildLog(db, servers, new StepStore(db), actions, outcomes, clock),
                new ServerLog(db, servers, outcomes, clock),
                new MoveLog(db, servers, new MigrationStore(db), outcomes, clock),
                new DeviceLog(db, servers, outcomes, clock),
                new LifecycleLog(db, servers, new ShelfStore(db), outcomes, clock));
    }
}
