package io.shuheng.ledger.verify;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.BegunEpochs;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.LedgerReader;
import io.shuheng.ledger.file.LedgerReader.Kind;
import io.shuheng.ledger.file.TreeFollower;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where two copies of one ledger part, record by record from their files: an old primary's and that of the standby that was
 * promoted in its place. Immutable; {@link #of} reads both and writes neither.
 *
 * @param verdict how they relate
 * @param commonRecords number of first records that are the same in both
 * @param commonRoot of the tree over them
 * @param first the first folder
 * @param second the second
 */
public record LedgerComparison(Verdict verdict, long commonRecords, Sm3Hash commonRoot, Side first, Side second) {

    /** Commands of one side alone that are named; the rest is counted. */
    public static final int MAX_NAMED = 10_000;

    /** How two copies relate. */
    public enum Verdict {
        /** The same records. */
        SAME(0),
        /** One is the other's beginning. */
        CONTINUED(0),
        /** They part where an epoch of exactly one of them begins: what the other has from there on counts for nothing. */
        SUPERSEDED(1),
        /** They part, and no epoch says why. */
        FORK(1),
        /** They are of two ledgers. */
        OTHER_LEDGER(1);

        private final int exitCode;

        Verdict(int exitCode) {
            this.exitCode = exitCode;
        }

        /** The process's exit code. */
        public int exitCode() {
            return exitCode;
        }
    }

    /**
     * One of the two.
     *
     * @param records number of records
     * @param epochs that it names behind the first
     * @param own commands that the other does not have, the first {@link #MAX_NAMED}
     * @param ownCommands number of them
     */
    public record Side(long records, List<BegunEpochs.Epoch> epochs, List<OwnCommand> own, long ownCommands) {

        /** Takes copies. */
        public Side {
            epochs = List.copyOf(epochs);
            own = List.copyOf(own);
        }

        /** Whether an epoch begins behind so many records with that root; one that names another root says nothing here. */
        boolean beginsEpochAt(long size, Sm3Hash root) {
            return epochs.stream()
                    .anyMatch(epoch -> epoch.predecessorRecords() == size
                            && epoch.predecessorRoot().equals(root));
        }
    }

    /**
     * A command that one side has alone.
     *
     * @param sequence of its record there
     * @param type record type
     * @param timeNs sequenced time there, nanoseconds since 1970
     * @param leaf hash of its record, as a receipt for it has
     */
    public record OwnCommand(long sequence, int type, long timeNs, Sm3Hash leaf) {}

    /**
     * Compares two folders. Blocks for as long as it takes to read both.
     *
     * @throws LedgerException CORRUPT where one of them has a fault, NOT_A_LEDGER, IO_FAILURE
     */
    public static LedgerComparison of(Path first, Path second) throws IOException {
        try (Reading one = new Reading(first);
                Reading other = new Reading(second)) {
            TreeFollower common = new TreeFollower();
            boolean two = bothMove(one, other);
            boolean same = !two || one.ledgerId().equals(other.ledgerId());
            while (two && one.holdsWhat(other)) {
                one.addTo(common);
                two = bothMove(one, other);
            }
            Sm3Hash root = common.tree().root();
            Side left = one.rest();
            Side right = other.rest();
            Verdict verdict = same ? verdict(common.size(), root, left, right) : Verdict.OTHER_LEDGER;
            return new LedgerComparison(verdict, common.size(), root, left, right);
        }
    }

    /** Moves both, the second also where the first has ended; whether both stand at a record. */
    private static boolean bothMove(Reading one, Reading other) {
        boolean first = one.next();
        boolean second = other.next();
        return first && second;
    }

    private static Verdict verdict(long common, Sm3Hash root, Side one, Side other) {
        if (one.records() == common || other.records() == common) {
            return one.records() == other.records() ? Verdict.SAME : Verdict.CONTINUED;
        }
        return one.beginsEpochAt(common, root) != other.beginsEpochAt(common, root) ? Verdict.SUPERSEDED : Verdict.FORK;
    }

    /** Reads one side, record by record. */
    private static final class Reading implements AutoCloseable {

        private static final byte[] LEAF = {0};

        private final Path folder;
        private final LedgerReader reader;
        private final BegunEpochs epochs = new BegunEpochs();
        private final List<OwnCommand> own = new ArrayList<>();
        private long records;
        private long ownCommands;
        private boolean ended;

        Reading(Path folder) {
            this.folder = folder;
            this.reader = LedgerReader.openWhole(folder);
        }

        boolean next() {
            Kind kind = ended ? Kind.END : reader.next();
            while (kind == Kind.MARK) {
                kind = reader.next();
            }
            if (kind == Kind.FAULT) {
                throw new LedgerException(Code.CORRUPT, folder + ": " + reader.fault());
            }
            ended = kind == Kind.END;
            if (ended) {
                return false;
            }
            records++;
            try {
                epochs.record(reader.array(), reader.offset(), reader.length(), () -> Sm3Hash.ZERO);
            } catch (RecordFormatException e) {
                throw new LedgerException(Code.CORRUPT, folder + ": " + e.getMessage(), e);
            }
            return true;
        }

        Sm3Hash ledgerId() {
            try {
                return LedgerIdentity.of(reader.array(), reader.offset(), reader.length())
                        .ledgerId();
            } catch (RecordFormatException e) {
                throw new LedgerException(Code.CORRUPT, folder + ": " + e.getMessage(), e);
            }
        }

        boolean holdsWhat(Reading other) {
            return Arrays.equals(
                    reader.array(),
                    reader.offset(),
                    reader.offset() + reader.length(),
                    other.reader.array(),
                    other.reader.offset(),
                    other.reader.offset() + other.reader.length());
        }

        void addTo(TreeFollower tree) {
            byte[] bytes = reader.array();
            tree.record(bytes, reader.offset(), reader.length(), RecordHeader.timeNs(bytes, reader.offset()));
        }

        /** Names the commands from the record that was read last to the end. */
        Side rest() {
            while (!ended) {
                byte[] bytes = reader.array();
                int offset = reader.offset();
                int type = RecordHeader.type(bytes, offset);
                if (type < RecordHeader.FIRST_RESULT_TYPE) {
                    ownCommands++;
                    if (own.size() < MAX_NAMED) {
                        byte[] record = Arrays.copyOfRange(bytes, offset, offset + reader.length());
                        own.add(new OwnCommand(
                                RecordHeader.sequence(bytes, offset),
                                type,
                                RecordHeader.timeNs(bytes, offset),
                                Sm3Hash.ofContent(LEAF, record)));
                    }
                }
                next();
            }
            return new Side(records, epochs.list(), own, ownCommands);
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
