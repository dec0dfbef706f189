package stratus.keystone.app;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.Endpoint;
import stratus.keystone.domain.EndpointGroup;
import stratus.keystone.domain.Project;
import stratus.keystone.store.EndpointGroupStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Which endpoints a project's catalog has, where it has not all. */
public final class EndpointFilters {
    private final Stores stores;
    private final Changes changes;

    public EndpointFilters(Changes changes) {
        this.stores = changes.stores();
        this.changes = changes;
    }

    public Optional<EndpointGroup> find(String id) {
        return read((groups, tx) -> groups.find(tx, id));
    }

    public List<EndpointGroup> list() {
        return read((groups, tx) -> groups.list(tx));
    }

    private <T> T read(BiFunction<EndpointGroupStore, Tx, T> question) {
        return stores.db().read(tx -> question.apply(stores.endpointGroups(), tx));
    }

    public void create(Caller caller, EndpointGroup group) {
        changes.commit(
                caller,
                Operation.CREATED,
                Subject.of("endpoint_group", group.id()),
                group,
                tx -> stores.endpointGroups().insert(tx, group));
    }

    public void update(Caller caller, EndpointGroup group) {
        changes.commit(
                caller,
                Operation.UPDATED,
                Subject.of("endpoint_group", group.id()),
                group,
                tx -> stores.endpointGroups().update(tx, group));
    }

    public void delete(Caller caller, EndpointGroup group) {
        changes.commit(
                caller,
                Operation.DELETED,
                Subject.of("endpoint_group", group.id()),
                null,
                tx -> stores.endpointGroups().delete(tx, group.id()));
    }

    public List<Endpoint> endpoints(EndpointGroup group) {
        return stores.db().read(tx -> stores.catalog().endpoints(tx)).stream()
                .filter(group::fits)
                .toList();
    }

    public List<Project> projects(EndpointGroup group) {
        return all(read((groups, tx) -> groups.projectsOf(tx, group.id())));
    }

    public List<Project> projects(Endpoint endpoint) {
        return all(read((groups, tx) -> groups.projectsWith(tx, endpoint.id())));
    }

    private List<Project> all(List<String> ids) {
        return stores.db()
                .read(tx -> ids.stream()
                        .map(id -> stores.projects().find(tx, id))
                        .flatMap(Optional::stream)
                        .toList());
    }

    public List<EndpointGroup> groups(Project project) {
        return read((groups, tx) -> groups.groupsOf(tx, project.id()));
    }

    /** All that were given to the project, one by one or by groups; none where nobody did. */
    public List<Endpoint> endpoints(Project project) {
        return stores.db().read(tx -> endpoints(stores, tx, project.id()));
    }

    static List<Endpoint> endpoints(Stores stores, Tx tx, String projectId) {
        var single = stores.endpointGroups().endpointsOf(tx, projectId);
        var groups = stores.endpointGroups().groupsOf(tx, projectId);
        if (single.isEmpty() && groups.isEmpty()) {
            return List.of();
        }
        return stores.catalog().endpoints(tx).stream()
                .filter(e -> single.contains(e.id()) || groups.stream().anyMatch(g -> g.fits(e)))
                .toList();
    }

    public boolean has(Project project, Endpoint endpoint) {
        return read((groups, tx) -> groups.endpointsOf(tx, project.id())).contains(endpoint.id());
    }

    public boolean has(Project project, EndpointGroup group) {
        return groups(project).contains(group);
    }

    public void add(Caller caller, Project project, Endpoint endpoint) {
        changed(caller, project, tx -> stores.endpointGroups().addEndpoint(tx, project.id(), endpoint.id()));
    }

    public void remove(Caller caller, Project project, Endpoint endpoint) {
        changed(caller, project, tx -> {
            if (!stores.endpointGroups().removeEndpoint(tx, project.id(), endpoint.id())) {
                throw new Fault.NotFound("Endpoint %s not found in project %s.".formatted(endpoint.id(), project.id()));
            }
        });
    }

    public void add(Caller caller, Project project, EndpointGroup group) {
        changed(caller, project, tx -> {
            if (!stores.endpointGroups().addGroup(tx, project.id(), group.id())) {
                throw new Fault.Conflict(
                        "Conflict occurred attempting to store project_endpoint_group - Duplicate entry"
                                + " found with ID %s.".formatted(group.id()));
            }
        });
    }

    public void remove(Caller caller, Project project, EndpointGroup group) {
        changed(caller, project, tx -> {
            if (!stores.endpointGroups().removeGroup(tx, project.id(), group.id())) {
                throw new Fault.NotFound("Endpoint Group Project Association not found");
            }
        });
    }

    private void changed(Caller caller, Project project, Consumer<Tx> work) {
        changes.commit(
                caller,
                Operation.UPDATED,
                new Subject("endpoint_filter", project.id(), project.isDomain() ? null : project.id()),
                null,
                work);
    }
}
