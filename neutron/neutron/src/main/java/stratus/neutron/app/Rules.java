package stratus.neutron.app;

import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Resource;
import stratus.oslo.base.Caller;

/** What is special about one kind of resource: the rest is {@link Resources}. */
public interface Rules {
    Kind kind();

    /** Makes it from attributes that are valid one by one; the project is among them. */
    Resource create(Work work, Resource wanted);

    Resource update(Work work, Resource before, Resource changes);

    void delete(Work work, Resource gone);

    /** Before the caller's own are listed: some come to be when they are first looked for. */
    default void beforeList(Resources resources, Caller caller) {}
}
