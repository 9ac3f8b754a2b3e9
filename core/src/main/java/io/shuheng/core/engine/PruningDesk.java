package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Freezes.Freeze;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.RetentionClass;

/**
 * Takes the word of two compliance officers that what is before a cut may be taken out of the ledger's folder. Nothing is that
 * must still be kept: nothing inside its retention class by sequenced time, no contract that has not ended or is in dispute, no
 * netting cycle with trades that is not settled, nothing whose party or product is under a judicial freeze. It changes no
 * result: the state knows of every record what later results need.
 */
final class PruningDesk {

    /** A year of a retention class: never less than one of the calendar. */
    static final long YEAR_NS = 366 * 86_400_000_000_000L;

    private static final String CUT = "digestSequence";

    private final ExchangeState state;
    private final PruningCuts cuts;

    PruningDesk(ExchangeState state, PruningCuts cuts) {
        this.state = state;
        this.cuts = cuts;
    }

    void open(Dispatch dispatch) {
        dispatch.onTwoOfficers(AuthorizePruning.class, Duty.COMPLIANCE, this::authorize);
    }

    private void authorize(Turn turn, AuthorizePruning command) {
        Fields.requireHash("documentSm3", command.getDocumentSm3());
        PruningCuts.Cut cut = cuts.at(command.getDigestSequence())
                .orElseThrow(() ->
                        CommandRejected.because(RefusalCode.PRUNING_CUT_UNKNOWN, CUT, command.getDigestSequence()));
        PruningCuts.Extent before = cut.before();
        Fields.requireRange("records", command.getRecords(), before.records(), before.records());
        if (!cut.sm3().equals(Fields.hash(command.getStateSm3()))) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "stateSm3", 0);
        }
        requireRetentionOver(RetentionClass.BOOKS, before.booksTimeNs(), turn.timeNs());
        requireRetentionOver(RetentionClass.OTHER, before.timeNs(), turn.timeNs());
        requireNotFrozen(before);
        requireFinished(before);
        cuts.forgetBefore(command.getDigestSequence());
        turn.event(EventKind.PRUNING_AUTHORIZED, command.getDigestSequence(), before.records(), 0);
    }

    private static void requireRetentionOver(RetentionClass retention, long lastTimeNs, long timeNs) {
        if (timeNs - lastTimeNs < retention.years() * YEAR_NS) {
            throw CommandRejected.because(RefusalCode.PRUNING_INSIDE_RETENTION, CUT, lastTimeNs);
        }
    }

    private void requireNotFrozen(PruningCuts.Extent before) {
        Freeze freeze = state.freezes.onAnyOf(before.participants(), before.listings());
        if (freeze != null) {
            throw CommandRejected.because(RefusalCode.PRUNING_UNDER_FREEZE, CUT, freeze.number());
        }
    }

    private void requireFinished(PruningCuts.Extent before) {
        long disputed = state.disputes.firstUnsettledContract();
        if (disputed <= before.contracts()) {
            throw CommandRejected.because(RefusalCode.PRUNING_IN_DISPUTE, CUT, disputed);
        }
        long unended = state.contracts.firstUnended();
        if (unended <= before.contracts()) {
            throw CommandRejected.because(RefusalCode.PRUNING_UNFINISHED, CUT, unended);
        }
        long board = state.cycles.boardWithTradesSince(before.records());
        if (board != 0) {
            throw CommandRejected.because(RefusalCode.PRUNING_UNFINISHED, CUT, board);
        }
    }
}
