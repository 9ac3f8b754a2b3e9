package io.shuheng.ledger.file;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.LedgerException.Code;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.LedgerEnd.ValidEnd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the valid ledger ends so far, and what lies behind it. Bytes behind the valid end are no fault by themselves: a
 * process that is killed leaves them. They become one where something says that they had been promised, or where the
 * next segment does not name them. For one thread.
 */
final class ValidChain {

    private ValidEnd valid = ValidEnd.NONE;
    private @Nullable LedgerFile validFile;
    private final List<Mark.Voided> pieces = new ArrayList<>();
    private final List<LedgerFile> pieceFiles = new ArrayList<>();
    private @Nullable Fault defect;
    private boolean broken;
    private boolean alone;

    /** The files before are not here: what the first opening says of them cannot be compared. */
    void beginAlone() {
        alone = true;
    }

    /** Moves the valid end behind a document of the file. */
    void extend(LedgerFile file, long offset) {
        validFile = file;
        valid = new ValidEnd(file.name(), offset, offset, Sm3Hash.ZERO);
    }

    /** Whether nothing more of this segment can be valid. */
    boolean broken() {
        return broken;
    }

    ValidEnd valid() {
        return valid;
    }

    List<Mark.Voided> pieces() {
        return pieces;
    }

    @Nullable
    Fault defect() {
        return defect;
    }

    /** Leaves a file that has its end word. */
    void leaveEnded(Cq4File file) throws IOException {
        nameValidEnd(file);
    }

    /** Leaves a file without end word, in which only zeros follow the last document: none of this segment may follow. */
    void leaveOpen(Cq4File file) throws IOException {
        broken = true;
        if (holdsValidEnd(file)) {
            valid = new ValidEnd(valid.file(), valid.offset(), valid.offset(), file.headerHash());
        }
    }

    /** Leaves a file behind whose valid documents reading cannot go on. */
    void leaveBroken(Cq4File file, @Nullable Fault why) throws IOException {
        broken = true;
        long from = holdsValidEnd(file) ? valid.offset() : 0;
        long to = file.lastNonZero(from);
        if (to > from) {
            pieces.add(new Mark.Voided(file.file().name(), from, to, file.hash(from, to)));
            pieceFiles.add(file.file());
        }
        if (defect == null) {
            defect = why;
        }
        nameValidEnd(file);
    }

    /** Passes a file of a segment in which reading could not go on. */
    void skip(Cq4File file, long nextSequence) throws IOException {
        int before = pieces.size();
        leaveBroken(file, null);
        if (defect == null && pieces.size() > before) {
            defect = new Fault(
                    FaultRule.END_WORD,
                    valid.file(),
                    valid.offset(),
                    nextSequence,
                    "no end word, and " + file.file().name() + " follows");
        }
    }

    private boolean holdsValidEnd(Cq4File file) {
        return file.file().equals(validFile);
    }

    private void nameValidEnd(Cq4File file) throws IOException {
        if (holdsValidEnd(file)) {
            valid = new ValidEnd(valid.file(), valid.offset(), file.lastNonZero(valid.offset()), file.headerHash());
        }
    }

    /** Compares an opening and its void marks with what was found before; the fault, or null and the chain is whole. */
    @Nullable
    Fault open(Mark.Opening opening, List<Mark.Voided> voids, String file, long offset, long sequence)
            throws IOException {
        if (alone) {
            alone = false;
            return null;
        }
        boolean sameEnd = opening.validFile().equals(valid.file()) && opening.validEnd() == valid.offset();
        if (!sameEnd && defect != null) {
            return defect;
        }
        boolean same = sameEnd
                && opening.usedEnd() == valid.usedEnd()
                && opening.headerHash().equals(valid.headerHash());
        if (!same) {
            return new Fault(FaultRule.OPENING, file, offset, sequence, mismatch(opening));
        }
        if (!voids.equals(pieces)) {
            return new Fault(
                    FaultRule.VOID,
                    file,
                    offset,
                    sequence,
                    "void marks name " + voids + ", behind the valid end lie " + pieces);
        }
        Fault promised = promisedBytes();
        if (promised == null) {
            broken = false;
            defect = null;
            pieces.clear();
            pieceFiles.clear();
        }
        return promised;
    }

    private String mismatch(Mark.Opening opening) {
        return "names the valid end " + opening.validFile() + " " + opening.validEnd() + ", used end "
                + opening.usedEnd() + ", header " + opening.headerHash() + "; found are " + valid.file() + " "
                + valid.offset() + ", " + valid.usedEnd() + ", " + valid.headerHash();
    }

    /** The fault where bytes behind the valid end had been forced to disk before something behind them was written. */
    @Nullable
    Fault promisedBytes() throws IOException {
        for (int i = 0; i < pieces.size(); i++) {
            Mark.Voided piece = pieces.get(i);
            try (Cq4File file = new Cq4File(pieceFiles.get(i))) {
                long from = piece.file().equals(valid.file()) ? piece.from() + Cq4File.WORD : piece.from();
                String sign = new PromiseScan(file).search(from, piece.to());
                if (!sign.isEmpty()) {
                    return promised(sign);
                }
            }
        }
        return null;
    }

    /*
     * A reader beside a writer may stop at a document that is not finished yet, and find finished ones behind it a moment
     * later. Then the document has become whole, for what is behind it was written after it.
     */
    /** Whether the place where reading ended holds something whole by now: the ledger is being written. */
    boolean hasGrown() throws IOException {
        Fault where = defect;
        for (LedgerFile file : pieceFiles) {
            if (where != null && file.name().equals(where.file())) {
                return isWhole(file, where);
            }
        }
        return false;
    }

    private static boolean isWhole(LedgerFile file, Fault where) throws IOException {
        try (Cq4File now = new Cq4File(file, where.offset())) {
            if (where.rule() == FaultRule.CHRONICLE_HEADER) {
                byte[] header = now.header();
                return header.length == Cq4Header.LENGTH && Cq4Header.firstWrongByte(header) < 0;
            }
            Cq4File.Step step = now.next();
            return step == Cq4File.Step.END_WORD
                    || (step == Cq4File.Step.DOCUMENT
                            && new FrameCheck().check(now.array(), now.payloadOffset(), now.payloadLength())
                                    != FrameCheck.Answer.WRONG);
        }
    }

    private Fault promised(String sign) {
        Fault where = defect;
        if (where == null) {
            throw new LedgerException(Code.IO_FAILURE, "the files changed while they were read");
        }
        return new Fault(
                where.rule(),
                where.file(),
                where.offset(),
                where.sequence(),
                where.message() + "; these bytes had been forced to disk, as " + sign);
    }
}
