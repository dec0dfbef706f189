package stratus.nova.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.nova.Samples;
import stratus.nova.domain.BootImage;
import stratus.nova.domain.RequestedHost;
import stratus.nova.domain.ServerKey;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;

/** What servers were asked to be, as rows have it for as long as the servers live. */
class ServerRowsTest {
    private static final String EARLIER = """
            {"flavor":{"flavorId":"1","name":"m1.tiny","vcpus":1,"memoryMib":512,"rootGib":1,"ephemeralGib":0,\
            "swapMib":0,"description":null,"extraSpecs":{}},"image":"3f3f7a5e-7f62-4ea4-9c9b-5a1b2c3d4e5f",\
            "imageProperties":{"hw_disk_bus":"virtio"},"keyName":"k","keyData":"ssh-ed25519 A","userData":null,\
            "configDrive":true,"networks":{"kind":"NONE","nics":[]},"securityGroups":["web"],"zone":"nova",\
            "wantedHost":"h","hints":{"group":["g"]},"diskConfig":"AUTO"}""";

    static List<Db> databases() {
        return BothDatabases.of("nova");
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aRowOfAnEarlierReleaseIsRead(Db db) {
        try (db) {
            var servers = new ServerStore(db);
            var server = Samples.server("p");
            db.run(tx -> servers.insert(tx, server));
            db.run(tx -> tx.update("UPDATE server SET spec = :spec")
                    .bind("spec", EARLIER)
                    .execute());

            var spec = servers.find(server.id()).orElseThrow().spec();

            var image = ImageId.parse("3f3f7a5e-7f62-4ea4-9c9b-5a1b2c3d4e5f");
            assertThat(spec.image()).isEqualTo(new BootImage(image, Map.of("hw_disk_bus", "virtio")));
            assertThat(spec.key()).isEqualTo(new ServerKey("k", "ssh-ed25519 A"));
            assertThat(spec.where()).isEqualTo(new RequestedHost("nova", "h", Map.of("group", List.of("g"))));
            assertThat(spec.configDrive()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aRowIsReadAsItWasWritten(Db db) {
        try (db) {
            var servers = new ServerStore(db);
            var server = Samples.server("p");
            db.run(tx -> servers.insert(tx, server));
            assertThat(servers.find(server.id())).contains(server);
        }
    }
}
