package stratus.placement;

import java.time.InstantSource;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.base.Tokens;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.oslo.http.Api;
import stratus.oslo.http.Routes;
import stratus.oslo.policy.Policy;
import stratus.placement.api.AllocationsApi;
import stratus.placement.api.CandidatesApi;
import stratus.placement.api.Dates;
import stratus.placement.api.InventoriesApi;
import stratus.placement.api.LabelsApi;
import stratus.placement.api.PlacementErrors;
import stratus.placement.api.ProvidersApi;
import stratus.placement.api.UsagesApi;
import stratus.placement.api.Versions;
import stratus.placement.api.VocabularyApi;
import stratus.placement.app.Allocations;
import stratus.placement.app.CandidateSearch;
import stratus.placement.app.Inventories;
import stratus.placement.app.Labels;
import stratus.placement.app.Providers;
import stratus.placement.app.Vocabulary;
import stratus.placement.store.AllocationStore;
import stratus.placement.store.CandidateStore;
import stratus.placement.store.InventoryStore;
import stratus.placement.store.LabelStore;
import stratus.placement.store.NameStore;
import stratus.placement.store.ProviderStore;

/** The Placement service, put together. Its database's name is {@code placement}. */
public final class PlacementService implements AutoCloseable {
    private final Api api;

    public PlacementService(PlacementConfig config, Db db, Tokens tokens, InstantSource clock) {
        var log = new ChangeLog(db, clock);
        var allocationStore = new AllocationStore(db);
        var inventoryStore = new InventoryStore(db);
        var labelStore = new LabelStore(db);
        var providerStore = new ProviderStore(db);
        var providers = new Providers(db, providerStore, allocationStore, log, clock);
        var vocabulary = new Vocabulary(db, new NameStore(db), labelStore, inventoryStore, clock);
        var inventories = new Inventories(db, providers, inventoryStore, allocationStore, vocabulary, log);
        var allocations = new Allocations(db, allocationStore, providerStore, inventoryStore, log, clock);

        var dates = new Dates(clock);
        var routes = Routes.at("");
        new Versions().routes(routes);
        new ProvidersApi(providers, vocabulary, dates).routes(routes);
        new InventoriesApi(inventories, dates).routes(routes);
        new LabelsApi(new Labels(db, providers, labelStore, vocabulary, log), dates).routes(routes);
        new VocabularyApi(vocabulary, dates).routes(routes);
        new AllocationsApi(allocations, providers, dates).routes(routes);
        new UsagesApi(allocations, inventories, dates).routes(routes);
        new CandidatesApi(new CandidateSearch(new CandidateStore(db)), vocabulary, dates).routes(routes);
        this.api = new Api(
                "placement",
                routes,
                new PlacementErrors(),
                tokens,
                Policy.load(Policy.defaults(PlacementService.class, "policy.yaml"), config.policyFile()),
                Versions.ALL,
                TimeFormat.SECONDS_Z,
                config.authUri(),
                Api.USUAL_BODY);
    }

    public Api api() {
        return api;
    }

    @Override
    public void close() {}
}
