package io.shuheng.ledger.fuzz;

import java.util.Arrays;
import java.util.List;

/**
 * What Jazzer calls in a JVM of its own: the targets whose classes the system property names. Where they are several, the first byte
 * of an input chooses one, and the others are what it reads.
 */
public final class FuzzDriver {

    /** Name of the system property; its value are names of classes with commas between. */
    static final String TARGETS = "shuheng.fuzz.targets";

    private static final List<FuzzTarget> CHOSEN = Arrays.stream(
                    System.getProperty(TARGETS, "").split(","))
            .map(FuzzTarget::named)
            .toList();

    private FuzzDriver() {}

    /** Jazzer's entrance. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (CHOSEN.size() == 1) {
            CHOSEN.get(0).read(input);
        } else if (input.length > 0) {
            CHOSEN.get((input[0] & 0xFF) % CHOSEN.size()).read(Arrays.copyOfRange(input, 1, input.length));
        }
    }
}
