package stratus.nova.conductor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import stratus.nova.rpc.ComputeRpc;

/** A host that builds as a test tells it to, and remembers what it was asked. */
final class ScriptedHost implements ComputeRpc {
    final List<Integer> attempts = new CopyOnWriteArrayList<>();
    final List<Destroy> destroyed = new CopyOnWriteArrayList<>();
    private final Consumer<BuildAndRun> script;

    ScriptedHost(Consumer<BuildAndRun> script) {
        this.script = script;
    }

    @Override
    public void buildAndRun(BuildAndRun request) {
        attempts.add(request.attempt());
        script.accept(request);
    }

    @Override
    public void destroy(Destroy request) {
        destroyed.add(request);
    }

    @Override
    public void power(SetPower request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ConsoleLog consoleLog(GetConsoleLog request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void attachInterface(PlugInterface request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void detachInterface(PlugInterface request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Connector connector(GetConnector request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void attachVolume(PlugVolume request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void detachVolume(PlugVolume request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void volumeExtended(PlugVolume request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Screen screen(GetScreen request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Diagnostics diagnostics(GetDiagnostics request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void vifPlugged(VifPlugged request) {
        throw new UnsupportedOperationException();
    }
}
