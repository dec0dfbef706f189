package stratus.oslo.messaging;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.base.RequestScope;

/** Answers with what it was sent, and remembers notes together with the request they came in. */
final class SampleServer implements SampleRpc {
    final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
    private final String name;

    SampleServer(String name) {
        this.name = name;
    }

    @Override
    public Everything echo(Everything request) {
        return request;
    }

    @Override
    public List<Shape> shapes(Shapes request) {
        return request.shapes();
    }

    @Override
    public Name who(Ask request) {
        return new Name(name);
    }

    @Override
    public void fail(Fail request) {
        throw switch (request.kind()) {
            case "quota" -> Fault.coded("OverQuota", new Fault.OverQuota("cores", 2, 9, 10));
            case "host" -> new Fault.NoValidHost("Full.");
            default -> new ArithmeticException("a bug");
        };
    }

    @Override
    public void note(Name request) {
        @Nullable String text = request.name();
        if (text == null) {
            throw new Fault.Invalid("name", "It is absent.");
        }
        notes.add(text + " in " + RequestScope.current());
    }
}
