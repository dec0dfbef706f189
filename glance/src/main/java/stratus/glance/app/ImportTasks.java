package stratus.glance.app;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.Task;
import stratus.glance.registry.Images;
import stratus.glance.registry.TaskStore;
import stratus.glance.store.Web;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Page;

/** Tasks as administrators see them, and the older way to import: a task that makes the image as well. */
public final class ImportTasks {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final TaskStore tasks;
    private final ImageTasks work;
    private final Images images;
    private final Uploads uploads;
    private final Web web;
    private final WebAddresses addresses;

    public ImportTasks(
            TaskStore tasks, ImageTasks work, Images images, Uploads uploads, Web web, WebAddresses addresses) {
        this.tasks = tasks;
        this.work = work;
        this.images = images;
        this.uploads = uploads;
        this.web = web;
        this.addresses = addresses;
    }

    /** Of a status and of a type, where they are not null. */
    public Page<Task> list(@Nullable String status, @Nullable String type, Page.Request page) {
        return tasks.list(status, type, page);
    }

    public Task get(String id) {
        return tasks.find(id).orElseThrow(() -> missing(id));
    }

    private static Fault missing(String id) {
        return new Fault.NotFound("Could not find task %s".formatted(id));
    }

    /** The same address; refuses one that bits may not come from. */
    public URI source(@Nullable String address) {
        if (address == null || address.isEmpty()) {
            throw new Fault.Invalid("Invalid location: " + (address == null ? "None" : ""));
        }
        if (address.startsWith("file:///") || address.startsWith("filesystem:///")) {
            throw new Fault.Invalid("File based imports are not allowed. Please use a non-local source of image data.");
        }
        if (!address.startsWith("http://") && !address.startsWith("https://")) {
            throw new Fault.Invalid("The given uri is not valid. Please specify a valid uri from the following list of"
                    + " supported uri ['http']");
        }
        return addresses.check(address, "legacy import task");
    }

    /** Makes the image, and begins to fetch its bits into a store. */
    public Task start(Caller caller, Image image, URI source, String store, Map<String, Object> input) {
        images.create(caller, image);
        return work.start(
                caller,
                image,
                new ImageTasks.Work(
                        "import",
                        input,
                        PendingBits.nowhere(image.id()),
                        (now, _) -> now,
                        (_, _) -> run(caller, image, source, store),
                        (now, _) -> now));
    }

    private @Nullable String run(Caller caller, Image image, URI source, String store) {
        try (var body = page(source).body()) {
            uploads.take(caller, image, body, -1, store);
            return null;
        } catch (IOException | RuntimeException e) {
            log.log(
                    ImageTasks.interrupted() ? Level.DEBUG : Level.WARNING,
                    "import of image " + image.id() + " failed",
                    e);
            return "Task failed due to Internal Error: " + e.getMessage();
        }
    }

    private Web.Page page(URI source) throws IOException {
        return web.ask("GET", source, Map.of(), addresses::follow);
    }

    /** What such a task has to be told. */
    public static List<String> fields() {
        return List.of("import_from", "import_from_format", "image_properties");
    }
}
