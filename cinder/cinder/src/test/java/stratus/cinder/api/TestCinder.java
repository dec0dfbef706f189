package stratus.cinder.api;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import stratus.cinder.CinderConfig;
import stratus.cinder.CinderService;
import stratus.cinder.app.Neighbours;
import stratus.cinder.volume.LocalVolumes;
import stratus.cinder.volume.VolumeAgent;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.oslo.messaging.Bus;
import stratus.oslo.messaging.InProcessBus;
import stratus.oslo.process.Programs;
import stratus.testing.service.Await;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;
import tools.jackson.databind.JsonNode;

/** Cinder with one backend in a temporary folder, and images that a test puts there. */
final class TestCinder implements AutoCloseable {
    static final String BACKEND = "node1@local";

    final Db db = BothDatabases.sqlite("cinder");
    final Bus bus = new InProcessBus();
    final TestImages glance = new TestImages();
    final Callers callers = new Callers();
    final Path folder = BothDatabases.folder("volumes");
    final Path backups = BothDatabases.folder("volumes");
    final List<ServerId> grown = new CopyOnWriteArrayList<>();
    CinderService service;
    VolumeAgent agent;
    TestApi api;

    TestCinder() {
        service = service();
        api = new TestApi(service.api());
        agent = agent();
        Await.until(
                "backend", () -> as("admin").get("/v3/os-services").toString().contains(BACKEND));
    }

    private CinderService service() {
        return new CinderService(
                CinderConfig.usual("http://127.0.0.1:5000", "node1"),
                db,
                bus,
                callers,
                new Neighbours(glance, (server, _) -> grown.add(server)),
                InstantSource.system());
    }

    /** The server ends in the middle of whatever it does, and comes back. */
    void restart() {
        api.close();
        service.close();
        service = service();
        api = new TestApi(service.api());
    }

    VolumeAgent agent() {
        return new VolumeAgent(
                BACKEND,
                new LocalVolumes(folder, new Programs()),
                glance,
                new VolumeAgent.Folders(folder, backups),
                bus);
    }

    /** A client at the newest version. */
    RestClient as(String token) {
        return api.as(token).header("OpenStack-API-Version", "volume 3.71");
    }

    static String path(String rest) {
        return "/v3/" + Callers.PROJECT + rest;
    }

    String create(Map<String, ?> fields) {
        return as("member")
                .post(path("/volumes"), Map.of("volume", fields))
                .path("volume")
                .path("id")
                .stringValue();
    }

    /** A volume of 1 GiB that is there. */
    String volume(String name) {
        var fields = new HashMap<String, Object>();
        fields.put("name", name);
        fields.put("size", 1);
        var id = create(fields);
        awaitStatus(id, "available");
        return id;
    }

    JsonNode show(String id) {
        return as("admin").get("/v3/volumes/" + id).path("volume");
    }

    void awaitStatus(String id, String status) {
        Await.until(status, () -> show(id).path("status").stringValue().equals(status));
    }

    @Override
    public void close() {
        agent.close();
        api.close();
        service.close();
        bus.close();
        db.close();
    }
}
