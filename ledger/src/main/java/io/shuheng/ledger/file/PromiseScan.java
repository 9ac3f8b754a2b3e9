package io.shuheng.ledger.file;

import io.shuheng.core.record.RecordHeader;
import java.io.IOException;

/**
 * Searches damaged bytes for a sign that they had been promised: an end word, which is only written once all before it
 * is on disk, or a whole frame whose check says the same. For one thread.
 */
final class PromiseScan {

    private final Cq4File file;
    private final FrameCheck frameCheck = new FrameCheck();

    PromiseScan(Cq4File file) {
        this.file = file;
    }

    /** Names the sign found in a range that ends behind the last non-zero word, or returns an empty text. */
    String search(long from, long to) throws IOException {
        if (endsInEndWord(to)) {
            return "the end word at " + to + " says";
        }
        for (long at = from; at < to; at += Cq4File.WORD) {
            file.seek(at);
            if (file.next() == Cq4File.Step.DOCUMENT && isForcedFrame()) {
                return "the frame at " + at + " says";
            }
        }
        return "";
    }

    private boolean endsInEndWord(long to) throws IOException {
        return isWord(to - Cq4File.WORD, Cq4File.END_WORD)
                || (isWord(to - Cq4File.WORD, Cq4File.END_COMMENT) && isWord(to - 2 * Cq4File.WORD, Cq4File.END_WORD));
    }

    private boolean isWord(long offset, int expected) throws IOException {
        Integer word = file.wordAt(offset);
        return word != null && word == expected;
    }

    private boolean isForcedFrame() {
        byte[] array = file.array();
        int frame = file.payloadOffset();
        return RecordHeader.version(array, frame + FrameCheck.LENGTH) == RecordHeader.VERSION
                && frameCheck.check(array, frame, file.payloadLength())
                        == FrameCheck.Answer.WHOLE_AND_ALL_BEFORE_FORCED;
    }
}
