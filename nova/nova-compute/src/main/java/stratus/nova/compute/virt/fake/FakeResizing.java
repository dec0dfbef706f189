package stratus.nova.compute.virt.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import stratus.nova.compute.virt.Resizing;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.nova.compute.virt.fake.FakeFaults.Operation;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;

/** Other sizes for fake guests; what they were is in a file each. */
final class FakeResizing implements Resizing {
    private final Path folder;
    private final FakeGuests guests;
    private final FakeFaults faults;

    /** What a guest was before a move. */
    record Before(UUID move, int vcpus, int memoryMib) {}

    FakeResizing(Path folder, FakeGuests guests, FakeFaults faults) {
        this.guests = guests;
        this.faults = faults;
        try {
            this.folder = Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void resize(ServerId server, UUID move, Size size) {
        faults.around(
                Operation.RESIZE,
                () -> guests.change(server, guest -> {
                    if (guest == null) {
                        throw new Fault.NotFound("Instance", server.text());
                    }
                    if (guest.state() != PowerState.SHUTDOWN) {
                        throw new Fault.Conflict("Instance %s is running.".formatted(server.text()));
                    }
                    if (before(server, move).isEmpty()) {
                        file(server)
                                .write(new Before(
                                        move,
                                        guest.hardware().vcpus(),
                                        guest.hardware().memoryMib()));
                    }
                    return guest.sized(size.vcpus(), size.memoryMib());
                }));
    }

    @Override
    public void revert(ServerId server, UUID move) {
        faults.around(
                Operation.REVERT_RESIZE,
                () -> guests.change(server, guest -> {
                    var before = before(server, move).orElse(null);
                    if (guest == null || before == null) {
                        return guest;
                    }
                    return guest.in(PowerState.SHUTDOWN).sized(before.vcpus(), before.memoryMib());
                }));
        confirmed(server, move);
    }

    @Override
    public void confirm(ServerId server, UUID move) {
        faults.around(Operation.CONFIRM_RESIZE, () -> confirmed(server, move));
    }

    private boolean confirmed(ServerId server, UUID move) {
        boolean moved = before(server, move).isPresent();
        if (moved) {
            forget(server);
        }
        return moved;
    }

    void forget(ServerId server) {
        file(server).delete();
    }

    private Optional<Before> before(ServerId server, UUID move) {
        return file(server).read().filter(b -> b.move().equals(move));
    }

    private JsonFile<Before> file(ServerId server) {
        return new JsonFile<>(folder.resolve(server.text() + ".json"), Before.class);
    }
}
