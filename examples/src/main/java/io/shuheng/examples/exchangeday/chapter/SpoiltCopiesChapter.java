package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import io.shuheng.examples.exchangeday.work.SpoiltCopy;
import io.shuheng.ledger.verify.Finding;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.Verdict;
import io.shuheng.ledger.verify.VerificationLevel;
import java.nio.file.Path;
import java.util.List;

/** Somebody spoils copies of the ledger, and the verifier says where: one changed byte, one cut tail. */
public final class SpoiltCopiesChapter {

    private static final String ANCHOR_RULE = "ANCHOR";

    private final Setting setting;

    /** After the day has closed. */
    public SpoiltCopiesChapter(Setting setting) {
        this.setting = setting;
    }

    /**
     * Tells it. Blocks.
     *
     * @param record sequence of the record that is changed
     * @throws StoryBrokenException where a spoilt copy is not found out
     */
    public void tell(long record) {
        setting.narrator().chapter("spoilt.title");
        changeByte(record);
        cutTail();
    }

    private void changeByte(long record) {
        try (SpoiltCopy copy = SpoiltCopy.of(setting.folder().ledger())) {
            copy.changeByteOf(record);
            Finding fault = fault(verify(copy, List.of(setting.folder().closingCheckpoint())));
            if (fault.sequence() != record) {
                throw new StoryBrokenException("record " + record + " was changed, but found was: " + fault);
            }
            setting.narrator().note("spoilt.changed", record);
            found(fault);
        }
    }

    private void cutTail() {
        try (SpoiltCopy copy = SpoiltCopy.of(setting.folder().ledger())) {
            long left = copy.cutTail();
            Report alone = verify(copy, List.of());
            if (alone.fault() != null) {
                throw new StoryBrokenException("a cut tail shows by itself: " + alone.fault());
            }
            setting.narrator().note("spoilt.cut", left, alone.verdict());
            Finding fault = fault(verify(copy, List.of(setting.folder().closingCheckpoint())));
            if (!fault.rule().equals(ANCHOR_RULE)) {
                throw new StoryBrokenException("a cut tail is not found by the anchor but as: " + fault);
            }
            setting.narrator().note("spoilt.anchor");
            found(fault);
        }
    }

    private Report verify(SpoiltCopy copy, List<Path> anchors) {
        return ClosingChapter.verify(setting.folder(), copy.folder(), VerificationLevel.STRUCTURE, anchors);
    }

    private static Finding fault(Report report) {
        Finding fault = report.fault();
        if (report.verdict() != Verdict.FAULT || fault == null) {
            throw new StoryBrokenException("a spoilt copy is not refused: " + report.verdict());
        }
        return fault;
    }

    private void found(Finding fault) {
        setting.narrator().line(fault.toString());
    }
}
