package io.shuheng.benchmarks.guard;

import io.shuheng.benchmarks.book.BookPair;
import io.shuheng.benchmarks.crypto.EnvelopePair;
import io.shuheng.benchmarks.crypto.Sm2Pair;
import io.shuheng.benchmarks.crypto.Sm3Pair;
import io.shuheng.benchmarks.ledger.StructurePair;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One ratio under guard.
 *
 * @param name what it is asked for by, and its name in the baseline
 * @param what both sides and their work, for people
 * @param units units of work in a slice
 * @param warmUpPairs pairs of slices before any counts
 * @param pairs pairs of slices that count, in each launch
 * @param opener gets both sides ready
 */
record GuardedRow(String name, String what, int units, int warmUpPairs, int pairs, Opener opener) {

    private static final int BOOK_COMMANDS = 25_000;
    private static final int BOOK_WARM_UP = 16;
    private static final int BOOK_PAIRS = 24;

    /** All of them, in the order in which they are run. */
    static final List<GuardedRow> ALL = List.of(
            new GuardedRow(
                    "book",
                    "order book against exchange-core 0.5.3's direct book, described flow, 1 000 resting",
                    BOOK_COMMANDS,
                    BOOK_WARM_UP,
                    BOOK_PAIRS,
                    // One more slice, since a slowed side needs the half of one.
                    () -> BookPair.open(BOOK_COMMANDS * (BOOK_WARM_UP + BOOK_PAIRS + 1))),
            new GuardedRow(
                    "sm2-verify",
                    "SM2 verification with a known key against Bouncy Castle",
                    500,
                    20,
                    24,
                    Sm2Pair::verify),
            new GuardedRow("sm2-sign", "SM2 signing against Bouncy Castle", 500, 20, 24, Sm2Pair::sign),
            new GuardedRow(
                    "envelope-seal",
                    "an SM4-GCM envelope of 256 KiB sealed, SM3 and SM2 key wrap included, against Bouncy Castle's SM4-GCM alone",
                    8,
                    12,
                    20,
                    EnvelopePair::seal),
            new GuardedRow(
                    "sm3-tree",
                    "SM3 of 1 024 records of 200 bytes and of their tree, side by side, against Bouncy Castle",
                    24,
                    20,
                    24,
                    Sm3Pair::open),
            new GuardedRow(
                    "structure",
                    "structure verification of 200-byte records in a warm JVM against openssl dgst -sm3 over the used bytes",
                    2,
                    4,
                    9,
                    StructurePair::open));

    /** Gets both sides ready. */
    @FunctionalInterface
    interface Opener {
        /** Makes the pair. */
        Pair open() throws Exception;
    }

    /** The row of that name. */
    static GuardedRow named(String name) {
        return ALL.stream()
                .filter(row -> row.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("row " + name + ": not one of "
                        + ALL.stream().map(GuardedRow::name).collect(Collectors.joining(", "))));
    }
}
