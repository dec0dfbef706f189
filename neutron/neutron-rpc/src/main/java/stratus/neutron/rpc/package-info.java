/** What the network server and its agents say to each other. */
@NullMarked
package stratus.neutron.rpc;

import org.jspecify.annotations.NullMarked;
