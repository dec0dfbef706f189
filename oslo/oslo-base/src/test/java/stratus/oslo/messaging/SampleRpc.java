package stratus.oslo.messaging;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Secret;

/** A contract with one of everything that messages are made of. */
@Bus.Contract
interface SampleRpc {
    Everything echo(Everything request);

    List<Shape> shapes(Shapes request);

    Name who(Ask request);

    void fail(Fail request);

    @Bus.Cast
    void note(Name request);

    /** Not sent. */
    default String greeting() {
        return "hello " + who(new Ask()).name();
    }

    record Ask() {}

    record Name(@Nullable String name) {}

    record Shapes(List<Shape> shapes) {}

    record Fail(String kind) {
        public Fail {
            if (kind.isEmpty()) {
                throw new Fault.Invalid("kind", "It is empty.");
            }
        }
    }

    record Everything(
            ServerId id,
            Secret secret,
            Instant at,
            Duration lasting,
            Map<String, List<Integer>> counts,
            Set<String> names,
            Shape shape,
            byte[] raw,
            @Nullable String absent,
            boolean isReady,
            long size) {

        /** Derived, and so not on the wire. */
        public boolean isLarge() {
            throw new IllegalStateException("asked for");
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Shape.Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Shape.Square.class, name = "square")
    })
    sealed interface Shape {
        record Circle(double radius) implements Shape {}

        record Square(int side) implements Shape {}
    }
}
