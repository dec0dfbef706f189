package stratus.nova.domain;

/** How many backups of a type a server keeps; 0 keeps none. */
public record Rotation(String type, int count) {}
