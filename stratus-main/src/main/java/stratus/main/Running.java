package stratus.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cloud that another process runs in a data folder, as it says of itself. */
record Running(JsonNode said) {

    static Running in(Path data) {
        var endpoints = data.resolve("run/endpoints.json");
        try {
            if (Files.exists(endpoints)) {
                var running = new Running(JsonMapper.shared().readTree(Files.readString(endpoints)));
                if (running.isAlive()) {
                    return running;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new Fault.Invalid("No cloud runs in %1$s; ./stratus up --detach --data %1$s".formatted(data));
    }

    /** A process that was killed leaves its files. */
    static boolean is(Path data) {
        try {
            in(data);
            return true;
        } catch (Fault.Invalid none) {
            return false;
        }
    }

    /** One that has ended, and that its parent has not asked about yet, has no command any more. */
    private boolean isAlive() {
        return ProcessHandle.of(said.path("pid").asLong())
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("java"))
                .isPresent();
    }

    String url(String role) {
        return said.path("urls").path(role).asString();
    }

    /** Whether its guests run, in a namespace of their own. */
    boolean isReal() {
        return said.path("virt").asString("").equals("libvirt");
    }
}
