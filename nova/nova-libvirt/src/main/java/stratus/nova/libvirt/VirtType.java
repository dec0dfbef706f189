package stratus.nova.libvirt;

/** What runs the guests' instructions. */
public enum VirtType {
    /** The processor itself. */
    KVM("kvm"),
    /** QEMU's translator: everywhere, and ten times slower. */
    QEMU("qemu");

    private final String domainType;

    VirtType(String domainType) {
        this.domainType = domainType;
    }

    /** As libvirt's XML names it, and {@code [libvirt] virt_type}. */
    public String domainType() {
        return domainType;
    }

    public static VirtType of(String domainType) {
        for (var type : values()) {
            if (type.domainType.equals(domainType)) {
                return type;
            }
        }
        throw new IllegalArgumentException("virt_type %s is not kvm or qemu".formatted(domainType));
    }
}
