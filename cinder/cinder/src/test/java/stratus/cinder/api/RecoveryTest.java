package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.cinder.api.TestCinder.path;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import stratus.testing.service.Await;

class RecoveryTest {
    private TestCinder cinder;

    @BeforeEach
    void start() {
        cinder = new TestCinder();
    }

    @AfterEach
    void stop() {
        cinder.close();
    }

    private boolean gone(String volume) {
        return cinder.as("member")
                        .exchange("GET", path("/volumes/" + volume), null)
                        .status()
                == 404;
    }

    @Test
    void whatABackendDidNotAnswerIsDoneWhenItComesBackAlsoAfterARestart() {
        var doomed = cinder.volume("doomed");
        cinder.agent.close();
        var wanted = cinder.create(Map.of("size", 1));
        cinder.as("member").delete(path("/volumes/" + doomed));
        cinder.restart();
        assertThat(cinder.show(wanted).path("status").stringValue()).isEqualTo("creating");
        assertThat(cinder.show(doomed).path("status").stringValue()).isEqualTo("deleting");

        cinder.agent = cinder.agent();
        cinder.awaitStatus(wanted, "available");
        Await.until(() -> gone(doomed));
        assertThat(cinder.folder.resolve("volume-" + doomed)).doesNotExist();
    }

    @Test
    void aServerThatEndsInTheMiddleOfACreationTakesItUpAgain() {
        var image = cinder.glance.image("slow");
        cinder.glance.gate = new CountDownLatch(1);
        var volume = cinder.create(Map.of("size", 1, "imageRef", image.text()));
        cinder.restart();
        assertThat(cinder.show(volume).path("status").stringValue()).isEqualTo("creating");

        cinder.glance.gate.countDown();
        cinder.awaitStatus(volume, "available");
        assertThat(cinder.folder.resolve("volume-" + volume)).hasSize(1L << 30);
    }

    /** The end may come between any two of its steps, and in the middle of each. */
    @RepeatedTest(20)
    void whateverAnEndingServerInterruptsIsNoFailure(RepetitionInfo round) {
        var volume = cinder.create(Map.of("size", 1));
        LockSupport.parkNanos(Duration.ofMillis(round.getCurrentRepetition()).toNanos() / 4);
        cinder.service.close();
        cinder.restart();
        cinder.awaitStatus(volume, "available");
    }

    @Test
    void aDeletionDuringTheCreationHasTheLastWord() {
        var image = cinder.glance.image("slow");
        cinder.glance.gate = new CountDownLatch(1);
        var volume = cinder.create(Map.of("size", 1, "imageRef", image.text()));
        assertThat(cinder.as("member")
                        .exchange("DELETE", path("/volumes/" + volume), null)
                        .status())
                .isEqualTo(400);
        cinder.as("admin").post("/v3/volumes/" + volume + "/action", Map.of("os-force_delete", Map.of()));

        cinder.glance.gate.countDown();
        Await.until(() -> gone(volume));
        assertThat(cinder.folder).isEmptyDirectory();
    }

    @Test
    void aFullBackendEndsInErrorWithAMessageAndLeavesNothing() {
        cinder.glance.refusing = true;
        var volume = cinder.create(
                Map.of("size", 1, "imageRef", cinder.glance.image("big").text()));
        cinder.awaitStatus(volume, "error");

        assertThat(cinder.folder).isEmptyDirectory();
        var message =
                cinder.as("member").get(path("/messages")).path("messages").get(0);
        assertThat(message.path("user_message").stringValue())
                .startsWith("copy image to volume:")
                .contains("The storage backend is full.");
        assertThat(message.path("resource_uuid").stringValue()).isEqualTo(volume);
        assertThat(message.path("event_id").stringValue()).isEqualTo("VOLUME_VOLUME_005_001");
        cinder.as("member").delete(path("/volumes/" + volume));
        Await.until(() -> gone(volume));
    }
}
