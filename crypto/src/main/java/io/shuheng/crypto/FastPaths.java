package io.shuheng.crypto;

import org.jspecify.annotations.Nullable;

/**
 * Whether this JVM may use arithmetic of our own beside Bouncy Castle's. It may, unless the system property
 * {@value #PROPERTY} is {@value #EXTERNAL_ONLY} when the first class of this module that asks is loaded: then curve arithmetic,
 * signatures, hashing and SM4 are Bouncy Castle's throughout, same answers, slower. For operators whose assessment (密评) covers one library only.
 */
public final class FastPaths {
    /** Name of the system property. */
    public static final String PROPERTY = "shuheng.crypto";

    /** Its value that turns every fast path off. */
    public static final String EXTERNAL_ONLY = "EXTERNAL_ONLY";

    /** The answer, the same for the life of the JVM. */
    public static final boolean ALLOWED = allowed(System.getProperty(PROPERTY));

    private FastPaths() {}

    /** A misspelt value must not turn into the mode that was not wanted. */
    static boolean allowed(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return true;
        }
        if (value.equals(EXTERNAL_ONLY)) {
            return false;
        }
        throw new IllegalArgumentException("-D" + PROPERTY + "=" + value + ": " + EXTERNAL_ONLY + " or not set");
    }
}
