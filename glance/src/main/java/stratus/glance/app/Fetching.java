package stratus.glance.app;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import stratus.glance.domain.ImportOrder.OnTheWeb;
import stratus.glance.domain.ImportOrder.OtherGlance;
import stratus.glance.domain.ImportOrder.OwnStore;
import stratus.glance.domain.ImportOrder.Source;
import stratus.glance.domain.ImportOrder.Staged;
import stratus.glance.store.Web;
import stratus.oslo.base.Fault;

/** Brings the bits of an import here, from wherever they are. */
public final class Fetching {
    private final Staging staging;
    private final Web web;
    private final WebAddresses addresses;

    public Fetching(Staging staging, Web web, WebAddresses addresses) {
        this.staging = staging;
        this.web = web;
        this.addresses = addresses;
    }

    List<String> methods() {
        return List.of("glance-direct", "web-download", "copy-image");
    }

    void check(Source source) {
        if (source instanceof OnTheWeb(var uri)) {
            addresses.check(uri, source.method());
        }
    }

    void fetch(ImportRun run) throws IOException {
        switch (run.order().source()) {
            case Staged _, OwnStore _ -> {}
            case OnTheWeb(var uri) -> download(run, addresses.check(uri, "web-download"), Map.of());
            case OtherGlance other -> throw new Fault.NotImplemented("glance-download from " + other.region());
        }
    }

    private void download(ImportRun run, URI uri, Map<String, String> headers) throws IOException {
        var page = web.ask("GET", uri, headers, addresses::follow);
        try (var body = page.body()) {
            staging.take(run.image().id(), body, page.length());
        }
    }
}
