package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.ledger.file.Mark.CycleClosing;
import io.shuheng.ledger.file.Mark.CycleOpening;
import io.shuheng.ledger.file.Mark.Opening;
import io.shuheng.ledger.file.Mark.Voided;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What may stand in a segment, and in which order: its opening block, then file by file a cycle's opening, groups and
 * marks, a cycle's closing, at the end the segment's closing. Takes one whole frame after the other and moves the chain's
 * valid end on. For one thread.
 */
final class SegmentGrammar {

    /** In the place of a cycle's first record, where reading began inside the cycle. */
    private static final long UNKNOWN = -1;

    private final ValidChain chain;
    private final DocumentUnit unit;
    private final RecordRules rules;
    private final List<Voided> voids = new ArrayList<>();
    private @Nullable Opening opening;
    private int segment;
    private boolean opened;
    private boolean closed;
    private boolean cycleOpened;
    private boolean cycleClosed;
    private long cycleFirst;

    SegmentGrammar(ValidChain chain, DocumentUnit unit) {
        this(chain, unit, new RecordRules());
    }

    private SegmentGrammar(ValidChain chain, DocumentUnit unit, RecordRules rules) {
        this.chain = chain;
        this.unit = unit;
        this.rules = rules;
    }

    /** Inside a cycle that was begun before, behind the records that these rules have seen. */
    static SegmentGrammar inside(int segment, ValidChain chain, DocumentUnit unit, RecordRules rules) {
        SegmentGrammar grammar = new SegmentGrammar(chain, unit, rules);
        grammar.begin(segment);
        grammar.opened = true;
        grammar.cycleOpened = true;
        grammar.cycleFirst = UNKNOWN;
        return grammar;
    }

    /**
     * At the beginning of a cycle file that is read alone, behind the records that these rules have seen.
     *
     * @param opensSegment whether it begins with the opening block of its segment
     */
    static SegmentGrammar alone(
            int segment, boolean opensSegment, ValidChain chain, DocumentUnit unit, RecordRules rules) {
        SegmentGrammar grammar = new SegmentGrammar(chain, unit, rules);
        grammar.begin(segment);
        grammar.opened = !opensSegment;
        return grammar;
    }

    RecordRules rules() {
        return rules;
    }

    /** Number of the segment, 0 before the first. */
    int segment() {
        return segment;
    }

    void begin(int number) {
        segment = number;
        opened = false;
    }

    /** The next document is the first of its file. */
    void beginFile() {
        cycleOpened = false;
        cycleClosed = false;
    }

    /** Whether the file has its cycle's closing mark. */
    boolean cycleClosed() {
        return cycleClosed;
    }

    /** Whether the last document of the last segment that was opened is its closing mark. */
    boolean closed() {
        return closed;
    }

    /** Whether this segment has its closing mark. */
    boolean closedHere() {
        return opened && closed;
    }

    /** Whether a group or the opening block has begun and not ended. */
    boolean unfinished() {
        return rules.inGroup() || (opening != null && !opened);
    }

    /** Whether the opening block is complete. */
    boolean opened() {
        return opened;
    }

    /** Takes back what has begun and not ended. */
    void drop() {
        rules.dropGroup();
        unit.clear();
        opening = null;
        voids.clear();
    }

    /** Takes the record or mark of the document that the file has read last; the fault, or null. */
    @Nullable
    Fault accept(Cq4File file, int offset, int length) throws IOException {
        if (closedHere()) {
            return fault(file, FaultRule.MARK, "a document behind the closing mark");
        }
        if (cycleClosed && RecordHeader.type(file.array(), offset) != Mark.Closing.TYPE) {
            return fault(file, FaultRule.CYCLE, "a document behind the cycle's closing mark");
        }
        return RecordHeader.type(file.array(), offset) >= RecordHeader.FIRST_MARK_TYPE
                ? mark(file, offset, length)
                : record(file, offset, length);
    }

    private @Nullable Fault record(Cq4File file, int offset, int length) {
        if (!opened) {
            return fault(file, FaultRule.OPENING, "the segment does not begin with an opening mark and its void marks");
        }
        if (!cycleOpened) {
            return fault(file, FaultRule.CYCLE, "the file does not begin with its cycle's opening mark");
        }
        RecordRules.Breach breach = rules.accept(file.array(), offset, length);
        if (breach != null) {
            return fault(file, breach.rule(), breach.message());
        }
        long timeNs = RecordHeader.timeNs(file.array(), offset);
        if (timeNs / RecordRules.DAY_NS != file.file().epochDay()) {
            return fault(file, FaultRule.FILE_DATE, "time " + timeNs + " ns is of another UTC day");
        }
        add(file, offset, length, !rules.inGroup());
        return null;
    }

    private void add(Cq4File file, int offset, int length, boolean complete) {
        unit.add(file.file().name(), file.documentOffset(), file.array(), offset, length, complete);
        if (complete) {
            chain.extend(file.file(), file.position());
        }
    }

    private @Nullable Fault mark(Cq4File file, int offset, int length) throws IOException {
        long before = RecordHeader.sequence(file.array(), offset);
        if (opened && !cycleOpened && before != rules.records()) {
            return fault(
                    file,
                    FaultRule.SEQUENCE,
                    "the cycle begins behind " + before + " records, before it are " + rules.records());
        }
        RecordRules.Breach breach = rules.checkMark(file.array(), offset);
        if (breach != null) {
            return misfit(file, breach.rule(), breach.message());
        }
        try {
            Mark mark = Mark.read(file.array(), offset, length);
            return opened ? markInside(file, mark, offset, length) : openingBlock(file, mark, offset, length);
        } catch (RecordFormatException e) {
            return fault(file, FaultRule.MARK, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Fault markInside(Cq4File file, Mark mark, int offset, int length) {
        if (mark instanceof Opening || mark instanceof Voided) {
            return fault(
                    file, FaultRule.MARK, "an opening or void mark that does not stand at the segment's beginning");
        }
        String wrong = cycleRule(mark, file.file().name());
        if (!wrong.isEmpty()) {
            return fault(file, FaultRule.CYCLE, wrong);
        }
        if (mark instanceof Mark.Closing closing) {
            if (closing.size() != rules.records()
                    || !closing.file().equals(file.file().name())) {
                return fault(file, FaultRule.MARK, "closing of " + closing.file() + " at size " + closing.size());
            }
            closed = true;
        }
        add(file, offset, length, true);
        return null;
    }

    /** What is wrong with a mark's place in its cycle, or an empty text. */
    private String cycleRule(Mark mark, String file) {
        if (cycleOpened == mark instanceof CycleOpening) {
            return cycleOpened
                    ? "a second opening of the cycle"
                    : "the file does not begin with its cycle's opening mark";
        }
        if (cycleClosed != mark instanceof Mark.Closing) {
            return "a segment's closing that is not behind the closing of its last cycle";
        }
        if (mark instanceof CycleOpening begun) {
            cycleOpened = true;
            cycleFirst = begun.size();
            return begun.size() == rules.records() && begun.file().equals(file)
                    ? ""
                    : "opening of " + begun.file() + " at size " + begun.size();
        }
        if (mark instanceof CycleClosing ended) {
            cycleClosed = true;
            boolean fits = ended.size() == rules.records() && ended.file().equals(file);
            return fits && (cycleFirst == UNKNOWN || ended.first() == cycleFirst)
                    ? ""
                    : "closing of " + ended.file() + " from record " + ended.first() + " to " + ended.size();
        }
        return "";
    }

    private @Nullable Fault openingBlock(Cq4File file, Mark mark, int offset, int length) throws IOException {
        if (mark instanceof Opening first && opening == null) {
            opening = first;
        } else if (mark instanceof Voided voided && opening != null) {
            voids.add(voided);
        } else {
            return fault(file, FaultRule.OPENING, "the segment does not begin with an opening mark and its void marks");
        }
        Opening begun = Objects.requireNonNull(opening);
        if (begun.segment() != segment || begun.size() != rules.records()) {
            return misfit(file, FaultRule.OPENING, "names segment " + begun.segment() + " and size " + begun.size());
        }
        if (voids.size() < begun.voided()) {
            add(file, offset, length, false);
            return null;
        }
        Fault fault = chain.open(begun, voids, file.file().name(), file.documentOffset(), rules.records());
        if (fault == null) {
            opened = true;
            closed = false;
            add(file, offset, length, true);
        }
        return fault;
    }

    /** Where an opening does not fit because reading broke off before it, what broke it is the fault. */
    private Fault misfit(Cq4File file, FaultRule rule, String message) {
        Fault earlier = chain.defect();
        return !opened && earlier != null ? earlier : fault(file, rule, message);
    }

    private Fault fault(Cq4File file, FaultRule rule, String message) {
        return new Fault(rule, file.file().name(), file.documentOffset(), rules.nextSequence(), message);
    }
}
