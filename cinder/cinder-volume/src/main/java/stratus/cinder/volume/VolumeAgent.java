package stratus.cinder.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import stratus.cinder.rpc.CinderRpc;
import stratus.cinder.rpc.VolumeRpc;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.messaging.Bus;

/** One backend's side of {@link VolumeRpc}, and its word to the server that it lives. */
public final class VolumeAgent implements VolumeRpc, AutoCloseable {
    private static final System.Logger log = System.getLogger("stratus.cinder.volume");
    private static final String IMAGE = "image-";
    private static final Duration REPORT = Duration.ofSeconds(10);

    private final String host;
    private final @Nullable String zone;
    private final VolumeDriver driver;
    private final Images images;
    private final Folders folders;
    private final BackupFolder backups;
    private final CinderRpc server;
    private final Bus.Registration served;
    private final Turns turns = new Turns();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("cinder-volume-report").factory());

    /** Where images come from and go to. */
    public interface Images {
        /** Brings the image's bytes to {@code into} and says their disk format. */
        String fetch(Caller caller, ImageId image, Path into);

        /** Sends the bytes as the data of an image that has none; one that has them already is a success. */
        void send(Caller caller, ImageId image, Path from);
    }

    /**
     * Where files are.
     *
     * @param scratch for images on their way; what an earlier process left there is removed
     * @param backups for backups, best on another disk
     */
    public record Folders(Path scratch, Path backups) {}

    /** In the server's own availability zone. */
    public VolumeAgent(String host, VolumeDriver driver, Images images, Folders folders, Bus bus) {
        this(host, null, driver, images, folders, bus);
    }

    /**
     * Serves and reports from now on.
     *
     * @param host {@code node@backend}
     */
    public VolumeAgent(
            String host, @Nullable String zone, VolumeDriver driver, Images images, Folders folders, Bus bus) {
        this.host = host;
        this.zone = zone;
        this.driver = driver;
        this.images = images;
        this.folders = folders;
        this.backups = new BackupFolder(folders.backups());
        sweep(folders.scratch());
        this.server = bus.client(CinderRpc.class, new Bus.Address.AnyOf(CinderRpc.TOPIC));
        this.served = bus.serve(VolumeRpc.class, new Bus.Address.OnHost(TOPIC, host), this);
        var unused = timer.scheduleWithFixedDelay(this::report, 0, REPORT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void create(CreateVolume request) {
        turns.alone(request.volume().text(), () -> make(request));
        report();
    }

    private void make(CreateVolume request) {
        if (request.image() != null) {
            fromImage(request, request.image());
        } else if (request.snapshot() != null) {
            driver.fromSnapshot(request.volume(), request.sizeGib(), request.snapshot());
        } else if (request.source() != null) {
            driver.fromVolume(request.volume(), request.sizeGib(), request.source());
        } else {
            driver.create(request.volume(), request.sizeGib());
        }
    }

    private void fromImage(CreateVolume request, ImageId image) {
        withScratch(file -> {
            var format = images.fetch(request.caller(), image, file);
            driver.write(request.volume(), request.sizeGib(), file, format);
        });
    }

    @Override
    public void reimage(ReimageVolume request) {
        withScratch(file -> {
            var format = images.fetch(request.caller(), request.image(), file);
            turns.alone(request.volume().text(), () -> {
                driver.delete(request.volume());
                driver.write(request.volume(), request.sizeGib(), file, format);
            });
        });
    }

    @Override
    public void upload(UploadVolume request) {
        withScratch(file -> {
            turns.alone(request.volume().text(), () -> driver.read(request.volume(), file, request.diskFormat()));
            images.send(request.caller(), request.image(), file);
        });
    }

    @Override
    public void backup(BackupVolume request) {
        var snapshot = request.snapshot();
        turns.alone(
                request.backup(),
                () -> backups.make(request.backup(), file -> {
                    if (snapshot == null) {
                        driver.read(request.volume(), file, BackupFolder.FORMAT);
                    } else {
                        driver.readSnapshot(snapshot, file, BackupFolder.FORMAT);
                    }
                }));
    }

    @Override
    public void restore(RestoreBackup request) {
        var file = backups.file(request.backup());
        turns.alone(request.volume().text(), () -> {
            driver.delete(request.volume());
            driver.write(request.volume(), request.sizeGib(), file, BackupFolder.FORMAT);
        });
    }

    @Override
    public void deleteBackup(DeleteBackup request) {
        turns.alone(request.backup(), () -> backups.remove(request.backup()));
    }

    @Override
    public void revert(RevertVolume request) {
        turns.alone(
                request.volume().text(), () -> driver.revert(request.volume(), request.sizeGib(), request.snapshot()));
    }

    @Override
    public void delete(DeleteVolume request) {
        turns.alone(request.volume().text(), () -> driver.delete(request.volume()));
        report();
    }

    @Override
    public void extend(ExtendVolume request) {
        turns.alone(request.volume().text(), () -> driver.extend(request.volume(), request.toGib()));
    }

    @Override
    public void createSnapshot(CreateSnapshot request) {
        turns.alone(request.snapshot().text(), () -> driver.snapshot(request.snapshot(), request.volume()));
    }

    @Override
    public void deleteSnapshot(DeleteSnapshot request) {
        turns.alone(request.snapshot().text(), () -> driver.deleteSnapshot(request.snapshot(), request.volume()));
    }

    private void withScratch(Consumer<Path> work) {
        try {
            Path file = temporary();
            try {
                work.accept(file);
            } finally {
                remove(file);
            }
        } catch (UncheckedIOException e) {
            throw String.valueOf(e.getMessage()).contains("No space left")
                    ? new Fault.OverQuota("The storage backend is full.")
                    : e;
        }
    }

    @Override
    public Connection connect(Connect request) {
        var connection = driver.connect(request.volume(), request.connector());
        return new Connection(connection.driverVolumeType(), connection.data());
    }

    @Override
    public void disconnect(Connect request) {
        driver.disconnect(request.volume(), request.connector());
    }

    /** A server that does not listen yet will be told again. */
    private void report() {
        try {
            var stats = driver.stats();
            server.report(new CinderRpc.Capabilities(
                    host,
                    zone,
                    host.substring(host.indexOf('@') + 1),
                    stats.vendor(),
                    stats.protocol(),
                    stats.totalGib(),
                    stats.freeGib(),
                    stats.thin()));
        } catch (Fault.Unavailable notYet) {
            log.log(Level.DEBUG, "the server does not listen yet");
        } catch (RuntimeException e) {
            log.log(Level.WARNING, "the backend " + host + " could not report", e);
        }
    }

    private static void sweep(Path scratch) {
        try {
            Files.createDirectories(scratch);
            try (var left = Files.newDirectoryStream(scratch, IMAGE + "*")) {
                left.forEach(VolumeAgent::remove);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path temporary() {
        try {
            return Files.createTempFile(folders.scratch(), IMAGE, ".part");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        timer.close();
        served.close();
    }
}
