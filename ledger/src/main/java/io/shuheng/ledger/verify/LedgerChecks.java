package io.shuheng.ledger.verify;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.CryptoException;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.OperatorKeys;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The checks that rest on what genesis has told, as deep as the level asks. For one thread. */
final class LedgerChecks {

    private final Place first;
    private final LedgerIdentity identity;
    private final Genesis genesis;
    private final OperatorCheck operator;
    private final TrustCheck trust;
    private final @Nullable RecordCatalogue catalogue;
    private final @Nullable SignatureCheck signatures;
    private final @Nullable SealCheck seals;
    private final @Nullable ReplayCheck replay;

    /**
     * From the genesis record, header included.
     *
     * @param pruning what is known of records that are not here; null where all are
     * @param first where it stands
     * @throws RecordFormatException where it is none
     */
    LedgerChecks(
            VerifierSettings settings,
            ExecutorService executor,
            @Nullable PruningCheck pruning,
            Place first,
            byte[] bytes,
            int offset,
            int length) {
        this.first = first;
        identity = LedgerIdentity.of(bytes, offset, length);
        genesis = genesis(bytes, offset, length);
        operator = new OperatorCheck(new OperatorKeys(identity, RecordHeader.timeNs(bytes, offset)));
        catalogue = RulesVersions.catalogue(identity.rulesVersion()).orElse(null);
        try {
            trust = new TrustCheck(settings, genesis, operator.keys());
            MemberCertificates certificates = new MemberCertificates(
                    genesis,
                    settings.memberAuthorities().stream()
                            .map(TrustAnchor::certificate)
                            .toList());
            signatures = catalogue == null || settings.level() == VerificationLevel.STRUCTURE
                    ? null
                    : new SignatureCheck(
                            genesis, certificates, new RevocationCheck(genesis, settings.evidence()), executor);
        } catch (CryptoException e) {
            throw new RecordFormatException("genesis: a certificate in it: " + e.getMessage());
        }
        seals = signatures == null ? null : new SealCheck(operator.keys(), pruning);
        if (pruning != null && signatures != null) {
            signatures.sessions().openedBefore(pruning.first());
        }
        replay = replay(catalogue, settings.level(), pruning);
    }

    private static @Nullable ReplayCheck replay(
            @Nullable RecordCatalogue catalogue, VerificationLevel level, @Nullable PruningCheck pruning) {
        boolean isWhole = pruning == null;
        if (catalogue == null
                || level == VerificationLevel.STRUCTURE
                || (isWhole && level == VerificationLevel.SIGNATURES)) {
            return null;
        }
        // Whether all keys and certificates from before the cut are kept, by which signatures are judged, only the
        // state says.
        ReplayCheck check = pruning == null ? new ReplayCheck(catalogue) : pruning.replay(catalogue);
        return level == VerificationLevel.REPLAY ? check : null;
    }

    private static Genesis genesis(byte[] bytes, int offset, int length) {
        RecordKind kind = RulesVersions.current().kindOf(Genesis.class);
        int start = offset + RecordHeader.LENGTH;
        return AvroBytes.decode(Genesis.class, bytes, start, kind.checker().endOf(bytes, start, offset + length));
    }

    /**
     * Shows the next record to every check; the finding, or null.
     *
     * @throws RecordFormatException where it is not canonical
     */
    @Nullable
    Finding record(Place place, byte[] bytes, int offset, int length) {
        Finding found = place.sequence() == 0 ? null : operator.record(place, bytes, offset, length);
        if (catalogue == null) {
            return found;
        }
        RecordKind kind = catalogue.ofType(RecordHeader.type(bytes, offset));
        if (kind == null || kind.number() != RecordHeader.schemaNumber(bytes, offset)) {
            return Finding.of(VerifierRule.COMMAND, place, "type and schema number name no kind of the rules version");
        }
        if (found == null && signatures != null && kind.isCommand()) {
            CommandBody body = CommandBody.read(kind.checker(), bytes, offset, offset + length);
            operator.command(body, RecordHeader.timeNs(bytes, offset));
            found = signatures.command(place, kind, body, RecordHeader.timeNs(bytes, offset));
        }
        if (found == null && replay != null && place.sequence() >= replay.from()) {
            found = replay.record(place, bytes, offset, length);
        }
        return found == null && seals != null ? seals.record(place, kind, bytes, offset, length) : found;
    }

    /** Checks whose checkpoint a mark is; the finding, or null. Size and root were compared before. */
    @Nullable
    Finding checkpoint(Place place, Checkpoint checkpoint) {
        return operator.checkpoint(place, checkpoint);
    }

    /**
     * Whether the ledger's operator is one that the caller trusts, once everything was read that could say so; where none was
     * given this is a limit instead. It stands at genesis, which comes before all that may be wrong behind it.
     */
    @Nullable
    Finding operatorFinding() {
        return trust.operatorRefusal(operator.signedSize())
                .map(why -> Finding.of(VerifierRule.OPERATOR, first, why))
                .orElse(null);
    }

    /** Waits for all signatures under way; the first that fails, or null. */
    @Nullable
    Finding settle() {
        return signatures == null ? null : signatures.settle(0);
    }

    /** Number of records that the last checkpoint mark covers. */
    long signedSize() {
        return operator.signedSize();
    }

    LedgerIdentity identity() {
        return identity;
    }

    OperatorKeys keys() {
        return operator.keys();
    }

    /** The operator's keys, and what each has signed. */
    List<Report.OperatorKey> operatorKeys() {
        return operator.report(trust);
    }

    Genesis genesis() {
        return genesis;
    }

    TrustCheck trust() {
        return trust;
    }

    /** Whether the ledger follows a rules version that this library lacks. */
    boolean needsRules() {
        return catalogue == null;
    }

    Report.Commands commands() {
        return signatures == null
                ? Report.Commands.NONE
                : new Report.Commands(
                        signatures.counts(),
                        signatures.sessions().attestedStated(),
                        signatures.sessions().assertedStated(),
                        signatures.inDoubt());
    }

    Report.Revocations revocations() {
        return signatures == null ? Report.Revocations.NONE : signatures.revocations();
    }

    Report.Seals seals() {
        return seals == null ? Report.Seals.NONE : seals.seals();
    }
}
