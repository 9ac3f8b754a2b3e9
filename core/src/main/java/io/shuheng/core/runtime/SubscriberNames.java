package io.shuheng.core.runtime;

import java.util.regex.Pattern;

/** What a subscriber may be called whose position is kept: small letters, digits and hyphens, 1..64 of them. Stateless. */
public final class SubscriberNames {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private SubscriberNames() {}

    /**
     * Requires that it is a name; it can then stand in a file's name.
     *
     * @throws IllegalArgumentException where it is not
     */
    public static String require(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("subscriber.name: 1 to 64 of a-z, 0-9 and hyphen, and no hyphen first");
        }
        return name;
    }
}
