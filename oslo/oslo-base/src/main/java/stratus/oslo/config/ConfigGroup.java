package stratus.oslo.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The table of the TOML file that a record is read from: {@code "keystone.token"} is {@code [keystone.token]}; with
 * {@code .*} at its end any table there, by its name.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ConfigGroup {
    String value();
}
