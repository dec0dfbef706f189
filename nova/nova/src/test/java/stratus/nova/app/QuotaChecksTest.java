package stratus.nova.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.nova.Samples;
import stratus.nova.domain.QuotaResource;
import stratus.nova.store.QuotaStore;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;

class QuotaChecksTest {
    private static final ProjectId PROJECT = new ProjectId(Callers.PROJECT);

    static List<Db> databases() {
        return BothDatabases.of("nova");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void ofRivalsForTheLastRoomOneIsRefused(Db db) throws InterruptedException {
        try (db) {
            var servers = new ServerStore(db);
            var quotas = new QuotaStore(db);
            var quota = new QuotaChecks(db, servers, quotas);
            db.run(tx -> quotas.set(tx, PROJECT, null, QuotaResource.INSTANCES, 5));
            Callable<Boolean> rival = () -> db.write(tx -> {
                quota.take(tx, PROJECT, Samples.flavor(), 1, 1);
                servers.insert(tx, Samples.server(Callers.PROJECT));
                return true;
            });
            List<Future<Boolean>> rivals;
            try (var pool = Executors.newFixedThreadPool(4)) {
                rivals = pool.invokeAll(Collections.nCopies(8, rival));
            }

            assertThat(rivals.stream().filter(QuotaChecksTest::served)).hasSize(5);
            assertThat(db.<Long>read(tx -> servers.used(tx, Callers.PROJECT).instances()))
                    .isEqualTo(5);
        }
    }

    private static boolean served(Future<Boolean> rival) {
        try {
            return rival.get();
        } catch (ExecutionException e) {
            assertThat(e.getCause())
                    .isInstanceOf(Fault.OverQuota.class)
                    .hasMessage("Quota exceeded for instances: Requested 1, but already used 5 of 5 instances");
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void asManyAsFitAndNotLessThanAsked(Db db) {
        try (db) {
            var quotas = new QuotaStore(db);
            var quota = new QuotaChecks(db, new ServerStore(db), quotas);
            db.run(tx -> quotas.set(tx, PROJECT, null, QuotaResource.RAM, 1600));

            assertThat(db.<Integer>write(tx -> quota.take(tx, PROJECT, Samples.flavor(), 2, 10)))
                    .isEqualTo(3);
            assertThatThrownBy(() -> db.run(tx -> quota.take(tx, PROJECT, Samples.flavor(), 4, 10)))
                    .hasMessage("Quota exceeded for ram: Requested 2048, but already used 0 of 1600 ram");
        }
    }
}
