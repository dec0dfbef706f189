/** What a guest is told of itself, by its config drive and by the metadata service alike. */
@NullMarked
package stratus.nova.rpc.metadata;

import org.jspecify.annotations.NullMarked;
