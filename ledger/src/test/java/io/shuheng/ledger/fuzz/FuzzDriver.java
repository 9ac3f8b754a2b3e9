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

    private static List<FuzzTarget> chosen = List.of();

    private FuzzDriver() {}

    /**
     * What Jazzer calls first. Targets are made here, where no input's time runs: on a machine with other work, instrumenting
     * what they load takes longer than any input may.
     */
    public static void fuzzerInitialize() {
        chosen = Arrays.stream(System.getProperty(TARGETS, "").split(","))
                .map(FuzzTarget::named)
                .toList();
    }

    /** Jazzer's entrance. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (chosen.size() == 1) {
            chosen.get(0).read(input);
        } else if (input.length > 0) {
            chosen.get((input[0] & 0xFF) % chosen.size()).read(Arrays.copyOfRange(input, 1, input.length));
        }
    }
}
