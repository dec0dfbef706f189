package stratus.nova.conductor;

import java.time.Duration;

/** How long each step of a build on a host may take, counted from when it began. */
@FunctionalInterface
public interface StepTimeouts {
    Duration of(int step);

    /** Long enough for a large image, a volume made of one, and a port that an agent has to wire. */
    static Duration usual(int step) {
        return switch (step) {
            case 19, 20, 21, 25, 26, 27 -> Duration.ofMinutes(15);
            case 28 -> Duration.ofMinutes(5);
            case 29 -> Duration.ofMinutes(7);
            default -> Duration.ofMinutes(2);
        };
    }
}
