package stratus.cinder.app;

/** The other services that Block Storage speaks to. */
public record Neighbours(Images images, Servers servers) {}
