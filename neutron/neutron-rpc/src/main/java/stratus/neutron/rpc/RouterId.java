package stratus.neutron.rpc;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import stratus.oslo.base.Ids;

/** Names a router, as the other typed identifiers name theirs. */
public record RouterId(@JsonValue UUID value) implements Ids.Id {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RouterId {}

    public static RouterId random() {
        return new RouterId(UUID.randomUUID());
    }
}
