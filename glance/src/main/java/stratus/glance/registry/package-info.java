/**
 * The metadata service: what is known of images, apart from their bits. The API knows it by its interfaces; what is behind them,
 * SQL first of all, is this package's own.
 */
@NullMarked
package stratus.glance.registry;

import org.jspecify.annotations.NullMarked;
