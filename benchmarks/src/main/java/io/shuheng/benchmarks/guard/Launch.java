package io.shuheng.benchmarks.guard;

/**
 * One launch of one row, in a JVM of its own: prints the machine, then the ratio of each pair of slices.
 * {@code Launch ROW [slowed]}.
 */
public final class Launch {

    static final String SLOWED = "slowed";
    static final String MACHINE = "machine ";
    static final String RATIO = "ratio ";

    private Launch() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        GuardedRow row = GuardedRow.named(arguments[0]);
        boolean slowed = arguments.length > 1 && arguments[1].equals(SLOWED);
        System.out.println(MACHINE + Machine.here());
        try (Pair pair = row.opener().open()) {
            Side ours = slowed ? new SlowedSide(pair.ours(), pair.ours()) : pair.ours();
            for (double ratio : AlternatingSlices.ratios(row, ours, pair.theirs())) {
                System.out.println(RATIO + ratio);
            }
        }
    }
}
