/** What tests of a service share. */
@NullMarked
package stratus.testing.service;

import org.jspecify.annotations.NullMarked;
