package stratus.neutron.rpc;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import stratus.oslo.base.Ids;

/** Names a floating IP, as the other typed identifiers name theirs. */
public record FloatingIpId(@JsonValue UUID value) implements Ids.Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public FloatingIpId {}

    public static FloatingIpId random() {
        return new FloatingIpId(UUID.randomUUID());
    }
}
