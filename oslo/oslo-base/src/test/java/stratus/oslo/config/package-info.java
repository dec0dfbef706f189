@NullMarked
package stratus.oslo.config;

import org.jspecify.annotations.NullMarked;
