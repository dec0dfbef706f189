/** Network namespaces, links, addresses and routes of the host: what is there, and how it becomes what is wanted. */
@NullMarked
package stratus.neutron.agent.host;

import org.jspecify.annotations.NullMarked;
