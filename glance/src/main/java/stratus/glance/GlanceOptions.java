package stratus.glance;

import stratus.glance.domain.ImageFormats;
import stratus.glance.domain.ImportRules;
import stratus.glance.domain.LocationRules;
import stratus.glance.domain.TransferLimits;
import stratus.glance.domain.WebRules;
import stratus.glance.domain.WorkerRules;

/**
 * What upstream lets operators choose.
 *
 * @param formats which formats images may have
 * @param locations what clients learn of where bits are
 * @param imports how they work
 * @param web what may be fetched by imports
 * @param transfers how long and how much
 * @param worker what concerns this process
 */
public record GlanceOptions(
        ImageFormats formats,
        LocationRules locations,
        ImportRules imports,
        WebRules web,
        TransferLimits transfers,
        WorkerRules worker) {
    public static GlanceOptions usual() {
        return new GlanceOptions(
                ImageFormats.usual(),
                LocationRules.usual(),
                ImportRules.usual(),
                WebRules.usual(),
                TransferLimits.usual(),
                WorkerRules.usual());
    }

    public GlanceOptions with(LocationRules others) {
        return new GlanceOptions(formats, others, imports, web, transfers, worker);
    }

    public GlanceOptions with(ImportRules others) {
        return new GlanceOptions(formats, locations, others, web, transfers, worker);
    }

    public GlanceOptions with(WebRules others) {
        return new GlanceOptions(formats, locations, imports, others, transfers, worker);
    }

    public GlanceOptions with(WorkerRules others) {
        return new GlanceOptions(formats, locations, imports, web, transfers, others);
    }

    public GlanceOptions with(TransferLimits others) {
        return new GlanceOptions(formats, locations, imports, web, others, worker);
    }
}
