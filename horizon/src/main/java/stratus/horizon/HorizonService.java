package stratus.horizon;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import stratus.horizon.api.ExplanationsApi;
import stratus.horizon.api.TracesApi;
import stratus.horizon.app.Live;
import stratus.horizon.app.Recorder;
import stratus.horizon.app.Refusals;
import stratus.horizon.app.Traces;
import stratus.horizon.store.TraceStore;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.base.Tokens;
import stratus.oslo.db.Db;
import stratus.oslo.http.Api;
import stratus.oslo.http.Errors;
import stratus.oslo.http.Microversions;
import stratus.oslo.http.Routes;
import stratus.oslo.messaging.Bus;
import stratus.oslo.policy.Policy;
import stratus.oslo.policy.Refused;
import stratus.oslo.trace.TraceEvent;
import stratus.oslo.trace.Tracer;

/** Horizon, put together. Its database's name is {@code trace}. It hears what is published from now on. */
public final class HorizonService implements AutoCloseable {
    private static final Refusals.Bounds REFUSALS = new Refusals.Bounds(1000, Duration.ofHours(1));

    private final Live live = new Live();
    private final Recorder recorder;
    private final List<Bus.Registration> registrations;
    private final Api api;

    public HorizonService(HorizonConfig config, Db db, Bus bus, Tokens tokens, InstantSource clock) {
        var store = new TraceStore(db);
        this.recorder = new Recorder(db, store, new Recorder.Bounds(config.keep(), config.most()), clock);
        var refusals = new Refusals(REFUSALS, clock);
        this.registrations = List.of(
                bus.subscribe(Tracer.TOPIC, TraceEvent.class, this::heard),
                bus.subscribe(Refused.TOPIC, Refused.class, refusals::take));
        var routes = Routes.at("/v1");
        new TracesApi(new Traces(db, store, recorder, live)).routes(routes);
        new ExplanationsApi(refusals).routes(routes);
        this.api = new Api(
                "horizon",
                routes,
                Errors.KEYSTONE,
                tokens,
                Policy.load(Policy.defaults(HorizonService.class, "policy.yaml"), config.policyFile()),
                Microversions.none(),
                TimeFormat.MICROS_Z,
                config.authUri(),
                Api.USUAL_BODY);
    }

    /** First to be written: whoever is told of it live may look it up at once. */
    private void heard(TraceEvent event) {
        recorder.take(event);
        live.tell(event);
    }

    public Api api() {
        return api;
    }

    /** What was published by now is written. */
    @Override
    public void close() {
        registrations.forEach(Bus.Registration::close);
        live.close();
        recorder.close();
    }
}
