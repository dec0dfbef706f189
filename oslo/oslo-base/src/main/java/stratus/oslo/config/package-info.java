/** One TOML file read into records, with defaults. */
@NullMarked
package stratus.oslo.config;

import org.jspecify.annotations.NullMarked;
