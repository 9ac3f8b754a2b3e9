package io.shuheng.ledger.verify;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.ledger.file.LedgerEnd;
import io.shuheng.ledger.stamp.StampFinding;
import io.shuheng.ledger.verify.Report.Limit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what a reader must know before relying on a verdict, and what the verdict then is. For one thread. */
final class Limits {

    /** With one of these nothing is verified, only no fault found. */
    private static final Set<Limit> INCOMPLETE = Set.copyOf(EnumSet.of(
            Limit.UNANCHORED,
            Limit.EMPTY,
            Limit.UNFINISHED,
            Limit.NEEDS_RULES,
            Limit.OPERATOR_NOT_TRUSTED,
            Limit.SUCCESSION_IN_DOUBT,
            Limit.NEEDS_TEMPLATE));

    private final EnumSet<Limit> limits = EnumSet.of(Limit.WITHHELD_COMMANDS, Limit.OPERATOR_CLOCK);
    private final VerificationLevel level;

    Limits(VerificationLevel level) {
        this.level = level;
        add(Limit.SIGNATURES_NOT_CHECKED, level == VerificationLevel.STRUCTURE);
        add(Limit.NOT_REPLAYED, level != VerificationLevel.REPLAY);
    }

    private void add(Limit limit, boolean holds) {
        if (holds) {
            limits.add(limit);
        }
    }

    /** What the files could not show; the end is null where reading did not come to it. */
    void ofFiles(Report.Files files, @Nullable LedgerEnd end) {
        add(Limit.EMPTY, files.records() == 0);
        add(Limit.FOREIGN_FILES, !files.foreign().isEmpty());
        if (end != null && end.state() == LedgerEnd.State.UNFINISHED) {
            limits.add(Limit.UNFINISHED);
            add(Limit.UNFINISHED_TAIL, !end.unfinished().isEmpty());
        }
    }

    /** What was taken out; null where nothing was. */
    void ofPruning(Report.@Nullable Pruned pruned) {
        add(Limit.RECORDS_PRUNED, pruned != null);
    }

    /** Who vouches for the end. */
    void ofAnchors(Report.Anchors anchors, long records) {
        long anchored = anchors.anchoredRecords();
        Report.Quorum quorum = anchors.quorum();
        add(Limit.UNANCHORED, anchored < 0);
        add(Limit.TAIL_BEYOND_ANCHOR, anchored >= 0 && anchored < records);
        add(Limit.ANCHORED_BY_WITNESSES, anchors.met() == 0 && anchored >= 0);
        add(Limit.WITNESS_QUORUM_MINORITY, quorum.needed() > 0 && 2 * quorum.needed() <= quorum.counted());
        add(Limit.DATA_LOSS_DECLARED, !anchors.losses().isEmpty());
        add(Limit.STANDBY_PROMOTED, !anchors.epochs().isEmpty());
        add(Limit.WITNESS_NOT_SEEN, anchors.witnesses().stream().anyMatch(witness -> witness.checkpoints() == 0));
    }

    /** Commands that no signature of their sender is on, or one in doubt. */
    void ofCommands(Report.Commands commands) {
        add(Limit.ATTESTED_COMMANDS, commands.unstated(AuthenticationKind.ATTESTED) > 0);
        add(Limit.ASSERTED_COMMANDS, commands.unstated(AuthenticationKind.ASSERTED) > 0);
        add(Limit.SIGNED_IN_DOUBT, commands.signedInDoubt() > 0);
    }

    /** Which revocation lists were looked at. */
    void ofRevocations(Report.Revocations revocations) {
        boolean looked = level != VerificationLevel.STRUCTURE;
        add(Limit.NO_REVOCATION_LISTS, looked && revocations.recorded() == 0);
        add(Limit.REVOCATION_LISTS_NOT_SEEN, revocations.compared() < revocations.recorded());
    }

    /** What time stamps show. */
    void ofTimes(List<StampFinding> times) {
        boolean shown = times.stream().anyMatch(StampFinding.OutsideTime.class::isInstance);
        limits.add(shown ? Limit.OUTSIDE_TIME_LATEST_ONLY : Limit.NO_OUTSIDE_TIME);
        add(Limit.CLOCK_AHEAD, times.stream().anyMatch(StampFinding::showsClockAhead));
        add(Limit.TIME_STAMP_REFUSED, times.stream().anyMatch(StampFinding.NoTime.class::isInstance));
    }

    /** Contracts that could not be derived. */
    void ofSeals(Report.Seals seals) {
        add(Limit.NEEDS_TEMPLATE, seals.underived() > 0);
    }

    /** What the operator's keys have signed. */
    void ofOperator(List<Report.OperatorKey> keys) {
        add(Limit.OPERATOR_CERTIFICATE_EXPIRED, keys.stream().anyMatch(key -> key.signedExpired() > 0));
        add(Limit.CHECKPOINTS_IN_DOUBT, keys.stream().anyMatch(key -> key.checkpointsInDoubt() > 0));
        add(Limit.SUCCESSION_IN_DOUBT, keys.stream().anyMatch(Report.OperatorKey::inDoubt));
    }

    /** Anchors of trust that came with what they are to prove. */
    void ofTrust(List<Report.TrustUsed> trust) {
        add(Limit.TRUST_BESIDE_LEDGER, trust.stream().anyMatch(used -> used.origin() == Report.Origin.BESIDE_LEDGER));
    }

    /** Whose word the ledger's identities are. */
    void ofLedger(LedgerChecks checks) {
        limits.addAll(checks.trust().limits());
        add(Limit.NEEDS_RULES, checks.needsRules() && level != VerificationLevel.STRUCTURE);
    }

    List<Limit> list() {
        return List.copyOf(limits);
    }

    Verdict verdict(@Nullable Finding finding) {
        if (finding != null) {
            return Verdict.FAULT;
        }
        return limits.stream().anyMatch(INCOMPLETE::contains) ? Verdict.INCOMPLETE : Verdict.VERIFIED;
    }
}
