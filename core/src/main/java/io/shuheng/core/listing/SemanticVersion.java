package io.shuheng.core.listing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version numbers of descriptors: MAJOR.MINOR.PATCH of Semantic Versioning 2.0.0, no more than six digits each. */
final class SemanticVersion {

    private static final String PART = "(0|[1-9][0-9]{0,5})";
    private static final Pattern FORM = Pattern.compile(PART + "\\." + PART + "\\." + PART);
    private static final int PARTS = 3;

    private SemanticVersion() {}

    static boolean isValid(String version) {
        return FORM.matcher(version).matches();
    }

    /** Whether one valid version comes after another. */
    static boolean isAfter(String version, String other) {
        Matcher left = FORM.matcher(version);
        Matcher right = FORM.matcher(other);
        if (!left.matches() || !right.matches()) {
            throw new IllegalArgumentException(version + ", " + other + ": MAJOR.MINOR.PATCH");
        }
        for (int part = 1; part <= PARTS; part++) {
            int order = Integer.compare(Integer.parseInt(left.group(part)), Integer.parseInt(right.group(part)));
            if (order != 0) {
                return order > 0;
            }
        }
        return false;
    }
}
