package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import stratus.oslo.base.Fault;

/** Where the bits of an import are once they are here: staged, or in another of the image's stores. */
public final class ImportBits {
    private final Staging staging;
    private final Downloads downloads;
    private final Signatures signatures;
    private final CopyProgress progress;

    public ImportBits(Staging staging, Downloads downloads, Signatures signatures, CopyProgress progress) {
        this.progress = progress;
        this.staging = staging;
        this.downloads = downloads;
        this.signatures = signatures;
    }

    InputStream open(ImportRun run) throws IOException {
        return progress.told(run.task(), data(run));
    }

    private InputStream data(ImportRun run) throws IOException {
        return run.order().is("copy-image")
                ? downloads
                        .open(run.image(), 0, List.of())
                        .orElseThrow(() -> new Fault.NotFound("Image not found in any configured store"))
                : staging.open(run.staged());
    }

    /** The same bytes, held against the image's signature. */
    SignedBits signed(ImportRun run, InputStream data) {
        return signatures.check(run.caller(), run.image(), data);
    }
}
