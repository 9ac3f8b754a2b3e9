package io.shuheng.ledger.verify;

import io.shuheng.core.runtime.Promotion;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.prune.LedgerPruning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One aged ledger at four moments of its life, lived once for all who ask: each takes copies of what was there. */
public final class AgedStages {

    private static final AgedStages LIVED = live();

    private final AgedLedger aged;
    private final LedgerCopy whole;
    private final LedgerCopy archive;
    private final LedgerCopy pruned;
    private final LedgerCopy later;

    private AgedStages(Path folder) throws IOException {
        Path ledger = folder.resolve("ledger");
        aged = new AgedLedger(ledger);
        aged.years(31);
        aged.allow(aged.cuts().get(2));
        aged.shut();
        whole = new LedgerCopy(ledger).withoutZeros();
        LedgerPruning.prune(ledger, folder.resolve("archive"));
        archive = new LedgerCopy(folder.resolve("archive"));
        pruned = new LedgerCopy(ledger).withoutZeros();
        aged.open();
        aged.quietDay();
        aged.shut();
        later = new LedgerCopy(ledger).withoutZeros();
    }

    private static AgedStages live() {
        try {
            Path folder = Files.createTempDirectory("aged-");
            try {
                return new AgedStages(folder);
            } finally {
                LedgerCopy.remove(folder);
            }
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** As it was before it was pruned, closed. */
    public static Path whole(Path into) throws IOException {
        return LIVED.whole.writeTo(into);
    }

    /** What the pruning took out. */
    public static Path archive(Path into) throws IOException {
        return LIVED.archive.writeTo(into);
    }

    /** Pruned behind two days, closed. */
    public static Path pruned(Path into) throws IOException {
        return LIVED.pruned.writeTo(into);
    }

    /** Pruned, and gone on for a day. */
    public static Path later(Path into) throws IOException {
        return LIVED.later.writeTo(into);
    }

    /** Gone on for that day and not pruned. */
    public static Path laterWhole(Path into) throws IOException {
        LIVED.archive.writeTo(into);
        LIVED.later.writeTo(into);
        Files.delete(into.resolve("MANIFEST"));
        Files.delete(into.resolve("PRUNED"));
        LedgerCopy.remove(into.resolve("pruned"));
        return into;
    }

    /** Number of records before it was pruned, and now. */
    public static int records() {
        return LIVED.aged.records().size();
    }

    /** The officers promote a copy of that size and root. */
    static Promotion promotion(long records, Sm3Hash root) {
        return LIVED.aged.promotion(records, root);
    }

    /** Time of the last command of all, nanoseconds since 1970. */
    static long timeNs() {
        return LIVED.aged.timeNs();
    }
}
