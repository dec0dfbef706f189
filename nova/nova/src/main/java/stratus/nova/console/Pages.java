package stratus.nova.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What browsers load: noVNC as Debian installs it, where it is installed, else a small page of our own. */
record Pages(Path novnc) {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "ttf", "font/ttf",
            "woff", "font/woff",
            "mp3", "audio/mpeg");

    record Page(String type, byte[] bytes) {}

    Optional<Page> find(String path) {
        return Files.isDirectory(novnc) ? installed(path) : ours(path);
    }

    /** Nothing outside the folder, whatever the path says. Packages call the simple page by different names. */
    private Optional<Page> installed(String path) {
        var wanted = novnc.resolve(path.substring(1)).normalize();
        if (!wanted.startsWith(novnc)) {
            return Optional.empty();
        }
        if (path.equals("/vnc_auto.html") && !Files.isRegularFile(wanted)) {
            wanted = novnc.resolve("vnc_lite.html");
        }
        try {
            return Files.isRegularFile(wanted)
                    ? Optional.of(new Page(type(wanted.toString()), Files.readAllBytes(wanted)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Page> ours(String path) {
        var name = switch (path) {
            case "/vnc_auto.html", "/vnc_lite.html", "/vnc.html" -> "vnc.html";
            case "/vnc.js" -> "vnc.js";
            default -> "";
        };
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try (var in = Pages.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(new Page(type(name), in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
