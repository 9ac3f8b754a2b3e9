package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cycle file without the ledger around it, by what the marks at its beginning say. Immutable.
 *
 * @param file with the name that its opening mark gives it, or its own where there is none
 * @param records number of records before it
 * @param timeNs time of the last of them
 * @param opensSegment whether it begins with the opening block of its segment
 * @param fault why it cannot be read as a cycle at all, or null
 */
record LoneCycle(
        LedgerFile file,
        long records,
        long timeNs,
        boolean opensSegment,
        @Nullable Fault fault) {

    private static final Pattern NAME = Pattern.compile("segment-(\\d{8})/(\\d{8}F\\.cq4)");

    /** An opening, and as many void marks as one may announce. */
    private static final int MOST_MARKS_BEFORE = 1 + 0xffff;

    /**
     * Reads the marks at the beginning of a file.
     *
     * @throws IOException where it cannot be read
     */
    static LoneCycle of(Path path) throws IOException {
        LedgerFile unnamed = new LedgerFile(0, String.valueOf(path.getFileName()), path, 0);
        FrameCheck check = new FrameCheck();
        boolean opensSegment = false;
        try (Cq4File file = new Cq4File(unnamed)) {
            for (int marks = 0; marks <= MOST_MARKS_BEFORE; marks++) {
                if (file.next() != Cq4File.Step.DOCUMENT
                        || check.check(file.array(), file.payloadOffset(), file.payloadLength())
                                == FrameCheck.Answer.WRONG) {
                    break;
                }
                int offset = file.payloadOffset() + FrameCheck.LENGTH;
                int type = RecordHeader.type(file.array(), offset);
                if (type == Mark.CycleOpening.TYPE) {
                    return named(file, offset, opensSegment);
                }
                if (type != Mark.Opening.TYPE && type != Mark.Voided.TYPE) {
                    break;
                }
                opensSegment = true;
            }
            return faulty(file, FaultRule.CYCLE, "no opening mark of a cycle stands at the file's beginning");
        }
    }

    private static LoneCycle named(Cq4File file, int offset, boolean opensSegment) {
        try {
            int length = file.payloadLength() - FrameCheck.LENGTH;
            String says = ((Mark.CycleOpening) Mark.read(file.array(), offset, length)).file();
            Matcher name = NAME.matcher(says);
            LedgerFile found = name.matches()
                    ? LedgerFile.of(Integer.parseInt(name.group(1)), file.file().path())
                            .orElse(null)
                    : null;
            if (found == null || !found.name().equals(says)) {
                return faulty(file, FaultRule.FILE_NAME, "its opening mark names it " + says);
            }
            long records = RecordHeader.sequence(file.array(), offset);
            return new LoneCycle(found, records, RecordHeader.timeNs(file.array(), offset), opensSegment, null);
        } catch (RecordFormatException e) {
            return faulty(file, FaultRule.MARK, String.valueOf(e.getMessage()));
        }
    }

    private static LoneCycle faulty(Cq4File file, FaultRule rule, String message) {
        Fault fault = new Fault(rule, file.file().name(), file.position(), 0, message);
        return new LoneCycle(file.file(), 0, 0, false, fault);
    }
}
