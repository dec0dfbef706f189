package stratus.nova.compute.virt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.ComputeRpc.Diagnostics;
import stratus.oslo.base.Ids.ServerId;

/**
 * Runs guests on one host.
 *
 * <p>Every method is idempotent and blocks until done: it is called on a virtual thread and may be called again after
 * a crash. Native calls go through a {@link stratus.oslo.base.NativePool}. Asked about a guest that is not there, a
 * method throws {@link stratus.oslo.base.Fault.NotFound} unless it says otherwise. A driver that can do more also
 * implements the capability interfaces below. Guests outlive the process that started them.
 */
public interface VirtDriver extends AutoCloseable {
    HostResources resources();

    /** Every guest of ours on this host, running or not. */
    Set<ServerId> guests();

    /**
     * Makes the guest's local disks, defines it and starts it paused, so that its network can be wired before its first
     * instruction. A repeat finds what is there and completes it; {@link #unpause} sets it going.
     */
    void spawn(ServerId server, GuestSpec guest);

    /** Removes the guest and what it left on this host. Absent guests are a success. */
    void destroy(ServerId server);

    /** {@link PowerState#ABSENT} for a guest that is not there. */
    PowerState powerState(ServerId server);

    void powerOn(ServerId server);

    /** Asks the guest to shut down, and after {@code grace} ends it. Zero ends it at once. */
    void powerOff(ServerId server, Duration grace);

    /** {@code hard} as if by the power button held; soft asks the guest, and is hard where it does not listen. */
    void reboot(ServerId server, boolean hard);

    void pause(ServerId server);

    void unpause(ServerId server);

    /** The last {@code lines} of the serial console, or all of it where {@code lines} is null. */
    String consoleLog(ServerId server, @Nullable Integer lines);

    /** What it can do beyond this, by interface; null where it cannot. */
    default <C> @Nullable C capability(Class<C> wanted) {
        return wanted.isInstance(this) ? wanted.cast(this) : null;
    }

    @Override
    void close();

    /** A guest's memory is written to disk, and is there again when it goes on. */
    interface Suspension {
        /** Afterwards its power state is {@link PowerState#SHUTDOWN}. A suspended guest is a success. */
        void suspend(ServerId server);

        /** Goes on where it was; a running guest is a success. */
        void resume(ServerId server);
    }

    /** Volumes come and go while the guest runs. */
    interface VolumeAttachment {
        /** Absent guests and volumes that are attached already are a success. */
        void attach(ServerId server, GuestSpec.VolumeDisk disk);

        /** Returns when the guest let go of it. A volume that is not attached is a success. */
        void detach(ServerId server, GuestSpec.VolumeDisk disk);
    }

    /** A volume may grow under a running guest. */
    interface VolumeGrowth {
        /** The guest sees the size that the volume has now. */
        void extended(ServerId server, GuestSpec.VolumeDisk disk);
    }

    /** What is measured of a guest. */
    interface Measures {
        Diagnostics diagnostics(ServerId server);
    }

    /** Network interfaces come and go while the guest runs. */
    interface InterfaceAttachment {
        /** An interface that is attached already is a success. */
        void attach(ServerId server, GuestSpec.Nic nic);

        /** An interface that is not attached, or whose guest is not there, is a success. */
        void detach(ServerId server, GuestSpec.Nic nic);
    }

    /** The guest's screen. */
    interface Vnc {
        /** Where the screen can be dialled now. */
        Endpoint vnc(ServerId server);

        /** An address and a port, or {@code unix:} with a path and 0. */
        record Endpoint(String host, int port) {
            public static Endpoint at(Path socket) {
                return new Endpoint("unix:" + socket, 0);
            }
        }
    }

    /** Says when a guest started, stopped, crashed or went away by itself. */
    interface Events {
        /** Calls {@code changed} on a virtual thread until the registration is closed. */
        AutoCloseable watch(Consumer<ServerId> changed);
    }

    enum PowerState {
        RUNNING,
        PAUSED,
        SHUTDOWN,
        CRASHED,
        ABSENT
    }

    /**
     * What the host has to give, and what runs on it.
     *
     * @param diskGib room for local disks
     * @param hypervisorType as Nova's API shows it: {@code QEMU}, {@code fake}
     * @param hypervisorVersion as libvirt counts: 7002001 is 7.2.1
     * @param cpuInfo JSON text, as Nova's API shows it
     */
    record HostResources(
            String hostname,
            int vcpus,
            int memoryMib,
            int diskGib,
            String hypervisorType,
            int hypervisorVersion,
            String cpuInfo,
            Set<String> traits) {}
}
