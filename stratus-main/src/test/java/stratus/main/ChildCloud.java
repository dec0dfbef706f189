package stratus.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.json.JsonMapper;

/** A whole cloud as a process of its own, so that it can be killed; says where it answers in {@code child.json}, too. */
public final class ChildCloud {
    static final String FILE = "child.json";

    private ChildCloud() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var data = Path.of(args[0]);
        var files = new RunFiles(data);
        files.starting();
        var cloud = TestCloud.start(data, args[1]);
        files.ready(cloud.urls(), cloud.adminPassword(), cloud.virt(), "");
        var all = new LinkedHashMap<String, String>(cloud.urls());
        all.put("password", cloud.adminPassword().value());
        var part = data.resolve(FILE + ".part");
        Files.writeString(part, JsonMapper.shared().writeValueAsString(all));
        Files.move(part, data.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
    }
}
