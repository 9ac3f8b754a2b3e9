package io.shuheng.ledger.proof;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.participant.OperatorSuccession;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.file.BrokenSuccession;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.OperatorKeys;
import io.shuheng.ledger.verify.Report.Limit;
import io.shuheng.ledger.verify.Report.TrustUsed;
import io.shuheng.ledger.verify.TrustCheck;
import io.shuheng.ledger.verify.VerificationLevel;
import io.shuheng.ledger.verify.VerifierSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose ledger a proof file is from: the operator of its genesis, by the keys that the rotations in the file lead to, as a
 * verifier follows them in a ledger. For one thread.
 */
final class ProvenOperator {

    private final Genesis genesis;
    private final OperatorKeys keys;
    private final TrustCheck trust;

    private ProvenOperator(Genesis genesis, OperatorKeys keys, TrustCheck trust) {
        this.genesis = genesis;
        this.keys = keys;
        this.trust = trust;
    }

    /** Follows the keys. The operator is not known to be a trusted one yet, nor the checkpoint to be signed. */
    static ProvenOperator of(ProofSettings settings, ProofFile proof) throws InvalidProof {
        try {
            Genesis genesis = OpenedGenesis.of(proof.opened().get(0).record()).genesis();
            OperatorKeys keys = proof.succession().keys(proof.checkpoint());
            VerifierSettings trusted = new VerifierSettings(
                    settings.operators(),
                    settings.operatorFingerprints(),
                    settings.memberAuthorities(),
                    List.of(),
                    0,
                    List.of(),
                    null,
                    settings.timeAuthorities(),
                    VerificationLevel.SIGNATURES,
                    1);
            return new ProvenOperator(genesis, keys, new TrustCheck(trusted, genesis, keys));
        } catch (BrokenSuccession e) {
            throw new InvalidProof(rule(e), e.sequence(), String.valueOf(e.getMessage()));
        } catch (RecordFormatException | CryptoException e) {
            throw new InvalidProof(ProofRule.GENESIS, 0, String.valueOf(e.getMessage()));
        }
    }

    private static ProofRule rule(BrokenSuccession e) {
        return switch (e.rule()) {
            case GENESIS -> ProofRule.GENESIS;
            case INCLUSION -> ProofRule.INCLUSION;
            case ROTATION -> ProofRule.ROTATION;
            case CHECKPOINT -> ProofRule.CHECKPOINT;
        };
    }

    LedgerIdentity identity() {
        return keys.identity();
    }

    Genesis genesis() {
        return genesis;
    }

    OperatorKeys keys() {
        return keys;
    }

    /** Refuses an operator none of whose keys, which have signed for so many records, is trusted. */
    void requireTrusted(long signedSize) throws InvalidProof {
        Optional<String> refusal = trust.operatorRefusal(signedSize);
        if (refusal.isPresent()) {
            throw new InvalidProof(ProofRule.OPERATOR, 0, refusal.get());
        }
    }

    /** Refuses a checkpoint that is not signed by the key in force at its size. */
    void requireSigned(Checkpoint checkpoint, ProofRule rule, String what) throws InvalidProof {
        Optional<String> why = keys.whyNotSigned(checkpoint);
        if (why.isPresent()) {
            throw new InvalidProof(rule, what + ": " + why.get());
        }
    }

    /** Why the certificate of a later key is not one of this operator's, or was not good then; empty where it is. */
    Optional<String> refusal(RotateOperatorKey rotation, long sequence, long timeNs) {
        return OperatorSuccession.in(genesis)
                .refusal(rotation, keys.at(sequence).certificate(), timeNs)
                .map(why -> why.code() + ": " + why.message());
    }

    /** Whether a key is the operator's, and another one was in force where it signed. */
    boolean isOutOfForce(int number, long sequence) {
        return keys.list().stream().anyMatch(key -> key.number() == number)
                && keys.at(sequence).number() != number;
    }

    /** From the certificate of that key up to the trusted one, itself alone where none is; empty: no key of the operator. */
    Optional<List<Certificate>> path(int number) {
        return keys.list().stream()
                .filter(key -> key.number() == number)
                .findFirst()
                .map(this::path);
    }

    private List<Certificate> path(OperatorKeys.Key key) {
        return trust.path(key).orElseGet(() -> List.of(key.certificate()));
    }

    /** What a report says of the keys. */
    List<ProofReport.OperatorKey> shown() {
        return keys.list().stream()
                .map(key -> new ProofReport.OperatorKey(
                        key.number(),
                        key.fromSize(),
                        key.timeNs(),
                        path(key),
                        trust.path(key).isPresent()))
                .toList();
    }

    /** What was trusted, with fingerprints. Blocks on the disk. */
    List<TrustUsed> used(@Nullable Path file) throws IOException {
        return trust.used(file);
    }

    /** What a reader must know of whose word it is; that no operator is trusted is what a file lacks, and no limit. */
    Set<Limit> limits(List<Checkpoint> signed) {
        EnumSet<Limit> limits = EnumSet.noneOf(Limit.class);
        limits.addAll(trust.limits());
        limits.remove(Limit.OPERATOR_NOT_TRUSTED);
        boolean expired = signed.stream().anyMatch(one -> isExpired(keys.at(one.size()), one.timeNs()))
                || keys.list().stream()
                        .filter(key -> key.fromSize() > 0)
                        .anyMatch(key -> isExpired(keys.at(key.fromSize() - 1), key.timeNs()));
        if (expired) {
            limits.add(Limit.OPERATOR_CERTIFICATE_EXPIRED);
        }
        return limits;
    }

    private static boolean isExpired(OperatorKeys.Key key, long timeNs) {
        return !key.certificate().validity().holdsAt(timeNs);
    }
}
