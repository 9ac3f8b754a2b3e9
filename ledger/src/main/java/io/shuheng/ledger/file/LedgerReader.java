package io.shuheng.ledger.file;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.core.record.RecordFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ledger's folder from its first byte to its last, and checks everything that needs no key and no tree: Chronicle's
 * container, the checks of frames, numbers, times and groups, the chain of segments. What it hands out are complete
 * groups and complete opening blocks only. Writes nothing. For one thread; blocks on the disk.
 *
 * <p>May run while the ledger is written: it then ends UNFINISHED somewhere behind what was acknowledged before it began.
 *
 * <pre>
 * try (LedgerReader reader = LedgerReader.open(directory)) {
 *     for (Kind kind = reader.next(); kind != END &amp;&amp; kind != FAULT; kind = reader.next()) { … }
 * }
 * </pre>
 */
public final class LedgerReader implements Closeable {

    /** What {@link #next} has found. */
    public enum Kind {
        /** A record; its bytes are from {@link #offset()} in {@link #array()}. */
        RECORD,
        /** A mark; its bytes likewise, and decoded in {@link #mark()}. */
        MARK,
        /** Something against the rules; nothing can be read behind it. */
        FAULT,
        /** The end of the ledger, see {@link #end()}. */
        END
    }

    private final List<LedgerFile> files;
    private final FrameCheck frameCheck = new FrameCheck();
    private final DocumentUnit unit = new DocumentUnit();
    private final ValidChain chain = new ValidChain();
    private final SegmentGrammar grammar;
    private final @Nullable PruneFile pruned;
    private final @Nullable KeptRecords kept;
    private int keptRead;
    private int nextFile;
    private @Nullable Cq4File current;
    private boolean ended;
    private boolean goesOn;
    private long documents;
    private long lastDocument;
    private long unchecked;
    private @Nullable Fault fault;
    private @Nullable LedgerEnd end;

    private LedgerReader(LedgerFolder folder) {
        this.files = folder.files();
        this.fault = folder.fault();
        this.pruned = null;
        this.kept = null;
        this.grammar = new SegmentGrammar(chain, unit);
    }

    private LedgerReader(LedgerFolder folder, PruneFile pruned, KeptRecords kept, LoneCycle first) {
        this.files = folder.files();
        this.pruned = pruned;
        this.kept = kept;
        this.fault = first.fault() == null && (first.records() != pruned.first() || first.timeNs() != pruned.timeNs())
                ? faultOf(pruned, "begins behind " + first.records() + " records, PRUNED names " + pruned.first())
                : first.fault();
        if (first.opensSegment()) {
            chain.beginAlone();
        }
        this.grammar = SegmentGrammar.alone(
                first.file().segment(),
                first.opensSegment(),
                chain,
                unit,
                new RecordRules(pruned.first(), pruned.timeNs()));
    }

    private LedgerReader(Fault fault) {
        this.files = List.of();
        this.fault = fault;
        this.pruned = null;
        this.kept = null;
        this.grammar = new SegmentGrammar(chain, unit);
    }

    private static Fault faultOf(PruneFile pruned, String message) {
        return new Fault(FaultRule.PRUNED, pruned.file(), 0, pruned.first(), message);
    }

    private LedgerReader(LoneCycle cycle) {
        this.pruned = null;
        this.kept = null;
        this.files = List.of(cycle.file());
        this.fault = cycle.fault();
        chain.beginAlone();
        this.grammar = SegmentGrammar.alone(
                cycle.file().segment(),
                cycle.opensSegment(),
                chain,
                unit,
                new RecordRules(cycle.records(), cycle.timeNs()));
    }

    private LedgerReader(LedgerFolder folder, LedgerFile file, long offset, RecordRules rules) throws IOException {
        this.files = folder.files();
        this.fault = folder.fault();
        this.pruned = null;
        this.kept = null;
        this.grammar = SegmentGrammar.inside(file.segment(), chain, unit, rules);
        this.nextFile = files.indexOf(file) + 1;
        this.current = new Cq4File(file, offset);
        this.goesOn = true;
        chain.extend(file, offset);
    }

    /**
     * Opens a folder for reading. Of a pruned ledger first come the records that are kept of those that are gone, with gaps
     * between them (see {@link #isKept}), then all from the cut file on.
     *
     * @throws LedgerException NOT_A_LEDGER or IO_FAILURE
     */
    public static LedgerReader open(Path directory) {
        LedgerFolder folder = LedgerFolder.list(directory);
        PruneFile pruned = folder.pruned();
        if (pruned == null || folder.fault() != null) {
            return new LedgerReader(folder);
        }
        try {
            KeptRecords kept = KeptRecords.read(directory, pruned);
            return new LedgerReader(
                    folder, pruned, kept, LoneCycle.of(folder.files().get(0).path()));
        } catch (RecordFormatException e) {
            return new LedgerReader(
                    new Fault(FaultRule.PRUNED, LedgerFolder.PRUNED, 0, 0, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new LedgerException(Code.IO_FAILURE, directory + " cannot be read: " + e, e);
        }
    }

    /**
     * Opens a pruned ledger together with the archives of what was taken out, for reading from its first byte on.
     *
     * @throws LedgerException NOT_A_LEDGER or IO_FAILURE
     */
    public static LedgerReader open(Path directory, List<Path> archives) {
        return archives.isEmpty() ? open(directory) : new LedgerReader(LedgerFolder.joined(directory, archives));
    }

    /**
     * Opens a ledger of which nothing was taken out.
     *
     * @throws LedgerException PRUNED where something was; NOT_A_LEDGER or IO_FAILURE
     */
    public static LedgerReader openWhole(Path directory) {
        LedgerFolder folder = LedgerFolder.list(directory);
        PruneFile pruned = folder.pruned();
        if (pruned != null) {
            throw new LedgerException(
                    Code.PRUNED,
                    directory + ": the first " + pruned.first() + " records were taken out; use the archive");
        }
        return new LedgerReader(folder);
    }

    /**
     * Opens a folder for reading behind some records, which somebody vouches for: nothing is known here of what is before.
     * Of the file in which reading goes on, what Chronicle's header says of all its documents is not checked.
     *
     * @param fileName name of the file that holds the last of these records, or the marks behind it
     * @param offset of the word of the next document, in that file
     * @param records number of records before, the last of which ends its group
     * @param timeNs time of that one, nanoseconds since 1970
     * @throws LedgerException NOT_A_LEDGER or IO_FAILURE, also where there is no such file
     */
    public static LedgerReader behind(Path directory, String fileName, long offset, long records, long timeNs) {
        LedgerFolder folder = LedgerFolder.list(directory);
        LedgerFile file = folder.files().stream()
                .filter(found -> found.name().equals(fileName))
                .findFirst()
                .orElseThrow(() -> new LedgerException(Code.IO_FAILURE, fileName + " is not there"));
        try {
            return new LedgerReader(folder, file, offset, new RecordRules(records, timeNs));
        } catch (IOException e) {
            throw new LedgerException(Code.IO_FAILURE, fileName + " cannot be read: " + e, e);
        }
    }

    /**
     * Opens one cycle file alone, wherever it lies, from what its own opening mark says of the records before. What an
     * opening block in it says of earlier files is not compared with anything.
     *
     * @throws LedgerException IO_FAILURE where it cannot be read
     */
    public static LedgerReader cycle(Path file) {
        try {
            return new LedgerReader(LoneCycle.of(file));
        } catch (IOException e) {
            throw new LedgerException(Code.IO_FAILURE, file + " cannot be read: " + e, e);
        }
    }

    /**
     * Moves on. After FAULT and END it answers the same again.
     *
     * @throws LedgerException IO_FAILURE where a file cannot be read
     */
    public Kind next() {
        if (fault == null && kept != null && keptRead <= kept.records().size()) {
            keptRead++;
            if (isKept()) {
                return Kind.RECORD;
            }
        }
        if (fault == null && unit.advance()) {
            return unit.isMark() ? Kind.MARK : Kind.RECORD;
        }
        try {
            while (fault == null && end == null) {
                step();
                if (fault == null && unit.advance()) {
                    return unit.isMark() ? Kind.MARK : Kind.RECORD;
                }
            }
        } catch (IOException e) {
            throw new LedgerException(Code.IO_FAILURE, currentName() + " cannot be read: " + e, e);
        }
        return fault != null ? Kind.FAULT : Kind.END;
    }

    /** A follower of the tree for the records and marks from here on that are not {@link #isKept kept}; asked for before the first.
     *
     * @param executor hashes, see {@link TreeFollower}
     * @param threads number of threads that it has, 0 or more
     */
    public TreeFollower follower(Executor executor, int threads) {
        KeptRecords known = kept;
        PruneFile begins = pruned;
        return known == null || begins == null
                ? new TreeFollower(executor, threads)
                : new TreeFollower(
                        known.tree().frontier(begins.first()).orElseThrow(), begins.timeNs(), executor, threads);
    }

    /** Where a pruned ledger begins; null where nothing was taken out. */
    public @Nullable PruneFile pruned() {
        return pruned;
    }

    /** What is kept of records that were taken out; null where none were. */
    public @Nullable KeptRecords kept() {
        return kept;
    }

    /** Whether the record it stands at is one of those that are kept of records that were taken out. */
    public boolean isKept() {
        return kept != null && keptRead > 0 && keptRead <= kept.records().size();
    }

    private byte[] keptRecord() {
        return Objects.requireNonNull(kept).records().get(keptRead - 1);
    }

    /** Holds the record or mark; valid until the next call of {@link #next}. */
    public byte[] array() {
        return isKept() ? keptRecord() : unit.array();
    }

    /** Offset of its header in {@link #array()}. */
    public int offset() {
        return isKept() ? 0 : unit.offset();
    }

    /** Its length in bytes, header included, check excluded. */
    public int length() {
        return isKept() ? keptRecord().length : unit.length();
    }

    /** Name of its file, relative to the ledger's folder. */
    public String file() {
        return isKept() ? LedgerFolder.PRUNED : unit.file();
    }

    /** Offset of its document's word in that file; 0 of a record that is kept. */
    public long fileOffset() {
        return isKept() ? 0 : unit.fileOffset();
    }

    /** The mark, after {@link Kind#MARK}. */
    public Mark mark() {
        return Mark.read(array(), offset(), length());
    }

    /** The fault, after {@link Kind#FAULT}. */
    public Fault fault() {
        return Objects.requireNonNull(fault, "no fault was found");
    }

    /** Whether the file that was read last has its end word, after {@link Kind#END}. */
    public boolean lastFileEnded() {
        return ended;
    }

    /** The end, after {@link Kind#END}. */
    public LedgerEnd end() {
        return Objects.requireNonNull(end, "the end was not reached");
    }

    private void step() throws IOException {
        Cq4File file = current;
        if (file == null) {
            if (nextFile < files.size()) {
                enter(files.get(nextFile++));
            } else {
                finish();
            }
            return;
        }
        switch (file.next()) {
            case DOCUMENT -> document(file);
            case END_WORD -> leaveEnded(file);
            case END_OF_DATA -> leaveOpen(file);
            case BROKEN -> leaveBroken(file, file.rule(), file.position(), file.message());
        }
    }

    private void enter(LedgerFile entered) throws IOException {
        Cq4File file = new Cq4File(entered);
        current = file;
        documents = 0;
        grammar.beginFile();
        if (entered.segment() != grammar.segment()) {
            grammar.begin(entered.segment());
        } else if (chain.broken()) {
            chain.skip(file, grammar.rules().nextSequence());
            leave();
            return;
        }
        byte[] header = file.header();
        int wrong = header.length < Cq4Header.LENGTH ? header.length : Cq4Header.firstWrongByte(header);
        if (wrong >= 0 && file.lastNonZero(0) == 0) {
            leaveOpen(file);
        } else if (wrong >= 0) {
            leaveBroken(file, FaultRule.CHRONICLE_HEADER, wrong, "byte " + wrong + " is not that of the format");
        }
    }

    private void document(Cq4File file) throws IOException {
        if (frameCheck.check(file.array(), file.payloadOffset(), file.payloadLength()) == FrameCheck.Answer.WRONG) {
            leaveBroken(file, FaultRule.FRAME_CRC, file.documentOffset(), "the check does not fit the record");
            return;
        }
        documents++;
        lastDocument = file.documentOffset();
        boolean opening = !grammar.opened();
        fault = grammar.accept(
                file, file.payloadOffset() + FrameCheck.LENGTH, file.payloadLength() - FrameCheck.LENGTH);
        if (opening && grammar.opened()) {
            unchecked = 0;
        }
    }

    private void leaveEnded(Cq4File file) throws IOException {
        if (grammar.unfinished() || !grammar.opened()) {
            failAt(file.position(), FaultRule.GROUP, "the end word stands inside a group or opening block");
            return;
        }
        if (!grammar.cycleClosed()) {
            failAt(
                    file.position(),
                    FaultRule.CYCLE,
                    "the end word stands where no closing mark of the cycle is before it");
            return;
        }
        long behind = file.position() + Cq4File.WORD;
        Integer comment = file.wordAt(behind);
        long zeros = comment != null && comment == Cq4File.END_COMMENT ? behind + Cq4File.WORD : behind;
        if (file.lastNonZero(zeros) != zeros) {
            failAt(zeros, FaultRule.BYTES_BEHIND_END, "bytes that are not 0 behind the end word");
            return;
        }
        int wrong = goesOn ? -1 : Arrays.mismatch(Cq4Header.expected(documents, lastDocument), file.header());
        if (wrong >= 0) {
            failAt(wrong, FaultRule.CHRONICLE_HEADER, "byte " + wrong + " does not follow from the documents");
            return;
        }
        chain.leaveEnded(file);
        leave();
        ended = true;
    }

    /** Leaves a file in which the next word is 0: nothing was written from here on, if all behind is 0. */
    private void leaveOpen(Cq4File file) throws IOException {
        long at = file.position();
        if (file.lastNonZero(at) != at) {
            leaveBroken(file, FaultRule.BYTES_BEHIND_END, at, "word 0 says that nothing follows, bytes do");
        } else if (grammar.unfinished()) {
            leaveBroken(file, FaultRule.GROUP, at, "the last group or opening block is not finished");
        } else {
            countUnchecked(file);
            chain.leaveOpen(file);
            leave();
        }
    }

    private void leaveBroken(Cq4File file, FaultRule rule, long offset, String message) throws IOException {
        Fault defect =
                new Fault(rule, file.file().name(), offset, grammar.rules().nextSequence(), message);
        if (grammar.closedHere()) {
            fault = defect;
            return;
        }
        countUnchecked(file);
        chain.leaveBroken(file, defect);
        leave();
    }

    private void countUnchecked(Cq4File file) {
        if (file.file().name().equals(chain.valid().file())) {
            unchecked = Cq4Header.UNCHECKED_WITHOUT_END;
        }
    }

    private void leave() throws IOException {
        ended = false;
        goesOn = false;
        grammar.drop();
        close();
    }

    private void finish() throws IOException {
        Fault promised = chain.promisedBytes();
        fault = promised != null && chain.hasGrown() ? null : promised;
        if (fault == null) {
            boolean empty = chain.valid().file().isEmpty() && chain.pieces().isEmpty();
            LedgerEnd.State state = grammar.closed() && ended ? LedgerEnd.State.CLOSED : LedgerEnd.State.UNFINISHED;
            end = new LedgerEnd(
                    empty ? LedgerEnd.State.EMPTY : state,
                    grammar.rules().records(),
                    grammar.rules().lastTimeNs(),
                    grammar.segment(),
                    chain.valid(),
                    chain.pieces(),
                    chain.defect(),
                    unchecked);
        }
    }

    private void failAt(long offset, FaultRule rule, String message) {
        fault = new Fault(rule, currentName(), offset, grammar.rules().nextSequence(), message);
    }

    private String currentName() {
        return current == null ? "" : current.file().name();
    }

    @Override
    public void close() throws IOException {
        Cq4File file = current;
        current = null;
        if (file != null) {
            file.close();
        }
    }
}
