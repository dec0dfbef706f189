package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.clients.cinder.NewVolume;
import stratus.clients.cinder.VolumeClient;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.testing.service.Await;

class VolumeClientTest {
    private final ServerId server = ServerId.random();
    private TestCinder cinder;
    private Caller member;
    private VolumeClient client;

    @BeforeEach
    void start() {
        cinder = new TestCinder();
        member = cinder.callers.of("member");
        client = new VolumeClient(c -> cinder.api.anonymous().as(c, null), _ -> cinder.api.as("service"));
    }

    @AfterEach
    void stop() {
        cinder.close();
    }

    @Test
    void anAttemptsVolumeIsMadeOnceAttachedAndFoundAgain() {
        var wanted = new NewVolume(1, "root", null, null, null, null, server, 2, 0);
        var made = client.create(member, wanted);
        assertThat(client.create(member, wanted).id()).isEqualTo(made.id());
        client.awaitAvailable(member, made.id(), Await.PATIENCE);

        var reserved = client.reserve(member, made.id(), server);
        assertThat(client.reserve(member, made.id(), server).id()).isEqualTo(reserved.id());
        assertThat(reserved.connection()).isNull();
        var connected = client.connect(member, reserved.id(), Map.of("host", "compute1"));
        assertThat(connected.connection()).isNotNull();
        client.complete(member, reserved.id());
        assertThat(client.show(member, made.id()).status()).isEqualTo("in-use");

        cinder.as("member")
                .post(
                        TestCinder.path("/volumes/" + made.id().text() + "/action"),
                        Map.of("os-extend", Map.of("new_size", 2)));
        Await.until(() -> cinder.grown.contains(server));
        assertThat(client.show(member, made.id()).status()).isEqualTo("in-use");
        assertThat(client.attachments(member, server)).hasSize(1);
        assertThat(client.made(member, server, 2)).hasSize(1);
        assertThat(client.made(member, server, 1)).isEmpty();
        client.detach(member, reserved.id());
        client.detach(member, reserved.id());
        client.delete(member, made.id());
        Await.until(() -> client.made(member, server).isEmpty());
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> client.show(member, VolumeId.random())).isInstanceOf(Fault.NotFound.class);
    }
}
