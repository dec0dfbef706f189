package stratus.glance.app;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import stratus.glance.domain.ImageMetadata.Formats;
import stratus.glance.domain.ImportOrder.OnTheWeb;
import stratus.glance.domain.ImportOrder.OtherGlance;
import stratus.glance.domain.ImportOrder.OwnStore;
import stratus.glance.domain.ImportOrder.Source;
import stratus.glance.domain.ImportOrder.Staged;
import stratus.glance.store.StoreException;
import stratus.glance.store.Web;
import stratus.glance.store.WebException;
import stratus.oslo.base.Fault;

/** Brings the bits of an import here, from wherever they are. */
public final class Fetching {
    private final Staging staging;
    private final Quotas quotas;
    private final Web web;
    private final WebAddresses addresses;
    private final RemoteGlance remote;

    public Fetching(Staging staging, Quotas quotas, Web web, WebAddresses addresses, RemoteGlance remote) {
        this.quotas = quotas;
        this.staging = staging;
        this.web = web;
        this.addresses = addresses;
        this.remote = remote;
    }

    /** Refuses what can never be fetched. */
    void check(Source source) {
        if (source instanceof OnTheWeb(var uri)) {
            addresses.check(uri, source.method());
        }
    }

    /** Where there is something to fetch it is staged afterwards. */
    ImportRun fetch(ImportRun run) throws IOException {
        return switch (run.order().source()) {
            case Staged _, OwnStore _ -> run;
            case OnTheWeb(var uri) -> {
                var address = addresses.check(uri, run.order().method());
                stage(run, ask(address));
                yield run;
            }
            case OtherGlance other -> copy(run, other);
        };
    }

    private Web.Page ask(URI address) throws IOException {
        try {
            return web.ask("GET", address, Map.of(), addresses::follow);
        } catch (StoreException.Missing e) {
            throw new WebException("%s answered 404.".formatted(address.getHost()), e);
        }
    }

    private long stage(ImportRun run, Web.Page page) throws IOException {
        try (var body = page.body()) {
            return staging.take(run.staged(), quotas.capped(body), page.length());
        }
    }

    /** With what is known of it over there. */
    private ImportRun copy(ImportRun run, OtherGlance other) throws IOException {
        var found = remote.show(run.caller(), other);
        long size = stage(run, remote.file(run.caller(), other));
        if (size != found.size()) {
            throw new Fault.Invalid("Task %s failed because downloaded data size %d is different from expected %d"
                    .formatted(run.task().id(), size, found.size()));
        }
        return run.with(image -> {
            var properties = new HashMap<>(image.properties());
            properties.putAll(found.properties());
            return image.with(image.metadata()
                    .with(new Formats(found.diskFormat(), found.containerFormat()))
                    .withProperties(properties));
        });
    }
}
