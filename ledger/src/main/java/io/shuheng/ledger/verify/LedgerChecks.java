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
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerIdentity;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The checks that rest on what genesis has told, as deep as the level asks. For one thread. */
final class LedgerChecks {

    private final LedgerIdentity identity;
    private final Genesis genesis;
    private final Sm2Verifier operator;
    private final TrustCheck trust;
    private final @Nullable RecordCatalogue catalogue;
    private final @Nullable SignatureCheck signatures;
    private final @Nullable SealCheck seals;
    private final @Nullable ReplayCheck replay;

    /**
     * From the genesis record, header included.
     *
     * @throws RecordFormatException where it is none
     */
    LedgerChecks(VerifierSettings settings, ExecutorService executor, byte[] bytes, int offset, int length) {
        identity = LedgerIdentity.of(bytes, offset, length);
        genesis = genesis(bytes, offset, length);
        operator = new Sm2Verifier(identity.operatorKey());
        catalogue = RulesVersions.catalogue(identity.rulesVersion()).orElse(null);
        try {
            trust = new TrustCheck(settings, genesis, RecordHeader.timeNs(bytes, offset));
            MemberCertificates certificates = new MemberCertificates(
                    genesis,
                    settings.memberAuthorities().stream()
                            .map(TrustAnchor::certificate)
                            .toList());
            signatures = catalogue == null || settings.level() == VerificationLevel.STRUCTURE
                    ? null
                    : new SignatureCheck(
                            identity.ledgerId(),
                            certificates,
                            new RevocationCheck(genesis, settings.evidence()),
                            executor);
        } catch (CryptoException e) {
            throw new RecordFormatException("genesis: a certificate in it: " + e.getMessage());
        }
        seals = signatures == null ? null : new SealCheck(identity.operatorKey());
        replay = catalogue == null || settings.level() != VerificationLevel.REPLAY ? null : new ReplayCheck(catalogue);
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
        if (catalogue == null) {
            return null;
        }
        RecordKind kind = catalogue.ofType(RecordHeader.type(bytes, offset));
        if (kind == null || kind.number() != RecordHeader.schemaNumber(bytes, offset)) {
            return Finding.of(VerifierRule.COMMAND, place, "type and schema number name no kind of the rules version");
        }
        Finding found = place.sequence() == 0 ? trust.operatorFinding(place) : null;
        if (found == null && signatures != null && kind.isCommand()) {
            CommandBody body = CommandBody.read(kind.checker(), bytes, offset, offset + length);
            found = signatures.command(place, kind, body, RecordHeader.timeNs(bytes, offset));
        }
        if (found == null && replay != null) {
            found = replay.record(place, bytes, offset, length);
        }
        return found == null && seals != null ? seals.record(place, kind, bytes, offset, length) : found;
    }

    /** Checks whose checkpoint a mark is; the finding, or null. Size and root were compared before. */
    @Nullable
    Finding checkpoint(Place place, Checkpoint checkpoint) {
        if (!checkpoint.ledgerId().equals(identity.ledgerId())) {
            return Finding.of(
                    VerifierRule.CHECKPOINT_SIGNATURE, place, "checkpoint of ledger " + checkpoint.ledgerId());
        }
        return checkpoint.isSignedBy(identity.operatorUscc(), operator)
                ? null
                : Finding.of(
                        VerifierRule.CHECKPOINT_SIGNATURE,
                        place,
                        "the checkpoint is not signed by the operator of genesis");
    }

    /** Waits for all signatures under way; the first that fails, or null. */
    @Nullable
    Finding settle() {
        return signatures == null ? null : signatures.settle(0);
    }

    LedgerIdentity identity() {
        return identity;
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
