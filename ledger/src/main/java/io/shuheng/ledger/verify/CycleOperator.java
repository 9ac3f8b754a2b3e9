package io.shuheng.ledger.verify;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.file.BrokenSuccession;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.LedgerIdentity;
import io.shuheng.ledger.file.OperatorKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * The changes of key inside the files are in their records. Which key was in force where they begin is in none: so each of
 * the certificates given stands for one way in which it may have been, and what is signed in the files leaves those that it
 * fits. Where the genesis is in the files, or a proof of the keys was given, there is one way alone; only then an authority's
 * certificate or a fingerprint says whether the operator is a trusted one, for its key signs nothing in the files.
 */
/** By which of the operator's keys cycle files are signed, over which sizes. For one thread. */
final class CycleOperator {

    private final OperatorTrust trust;
    private final List<Certificate> trusted;
    private final @Nullable OperatorSource source;
    private final List<byte[]> waiting = new ArrayList<>();
    private List<OperatorKeys> possible = List.of();
    private Sm3Hash ledgerId = Sm3Hash.ZERO;
    private boolean begunByGenesis;

    /**
     * Against these.
     *
     * @param trust which operator is trusted
     * @param source of all its keys up to a size, null where there is none
     */
    CycleOperator(OperatorTrust trust, @Nullable OperatorSource source) {
        this.trust = trust;
        this.trusted =
                trust.certificates().stream().map(TrustAnchor::certificate).toList();
        this.source = source;
    }

    /** Reads the proof of the keys; what is wrong with it, or null. */
    @Nullable
    Finding readSource() {
        OperatorSource from = source;
        if (from == null) {
            return null;
        }
        try {
            OperatorKeys keys = from.succession().signers(from.checkpoint());
            ledgerId = keys.identity().ledgerId();
            possible = List.of(keys);
            return trust.isNone() || keys.list().stream().anyMatch(this::isTrusted)
                    ? null
                    : ofSource(from, VerifierRule.OPERATOR, 0, "none of the operator's certificates in it is trusted");
        } catch (BrokenSuccession e) {
            return ofSource(from, VerifierRule.ROTATION, e.sequence(), e.rule() + ": " + e.getMessage());
        }
    }

    private static Finding ofSource(OperatorSource from, VerifierRule rule, long sequence, String message) {
        return new Finding(rule.name(), from.file().toString(), 0, sequence, message);
    }

    private boolean isTrusted(OperatorKeys.Key key) {
        return trusted.stream().anyMatch(one -> one.publicKey().equals(key.publicKey()))
                || trust.path(key).isPresent();
    }

    /** Learns the ledger's id from the first that tells it; whether this is the same. */
    boolean isOfLedger(Sm3Hash id) {
        if (ledgerId.equals(Sm3Hash.ZERO)) {
            ledgerId = id;
        }
        return ledgerId.equals(id);
    }

    /** Takes the genesis; why it is not that of the keys known, or empty. */
    Optional<String> genesis(LedgerIdentity identity, long timeNs) {
        boolean other = !isOfLedger(identity.ledgerId())
                || (source != null
                        && !possible.isEmpty()
                        && !possible.get(0).identity().operatorKey().equals(identity.operatorKey()));
        if (other) {
            return Optional.of("genesis is that of another ledger than was given");
        }
        begunByGenesis = true;
        if (source == null) {
            possible = List.of(new OperatorKeys(identity, timeNs));
        }
        return Optional.empty();
    }

    /**
     * Takes the next record, any but the genesis.
     *
     * @return what is wrong with a change of key in it, or empty
     * @throws RecordFormatException where it is not canonical
     */
    Optional<String> record(byte[] bytes, int offset, int length) {
        if (!begin()) {
            keep(bytes, offset, length);
            return Optional.empty();
        }
        return follow(bytes, offset, length);
    }

    /** Whether the ways in which the files may have begun are known. */
    private boolean begin() {
        if (possible.isEmpty() && !ledgerId.equals(Sm3Hash.ZERO)) {
            possible = trusted.stream()
                    .map(one -> OperatorKeys.inForce(new LedgerIdentity(ledgerId, "", one, 0)))
                    .toList();
        }
        return !possible.isEmpty();
    }

    /** What signed it cannot be said before a checkpoint has told of which ledger it is. */
    private void keep(byte[] bytes, int offset, int length) {
        if (!trusted.isEmpty() && OperatorKeys.isRotation(bytes, offset)) {
            waiting.add(Arrays.copyOfRange(bytes, offset, offset + length));
        }
    }

    private Optional<String> follow(byte[] bytes, int offset, int length) {
        if (!OperatorKeys.isRotation(bytes, offset)) {
            return Optional.empty();
        }
        OperatorSource from = source;
        long sequence = RecordHeader.sequence(bytes, offset);
        if (from != null && sequence < from.checkpoint().size()) {
            return possible.get(0).rotations(sequence + 1).contains(sequence)
                    ? Optional.empty()
                    : Optional.of("changes the operator's key, and the proof of its keys knows no such change");
        }
        List<OperatorKeys> left = new ArrayList<>();
        String wrong = "";
        for (OperatorKeys keys : possible) {
            OperatorKeys next = new OperatorKeys(keys);
            Optional<String> why = next.record(bytes, offset, length);
            wrong = why.orElse(wrong);
            if (why.isEmpty()) {
                left.add(next);
            }
        }
        if (left.isEmpty()) {
            return Optional.of("RotateOperatorKey " + wrong);
        }
        possible = List.copyOf(left);
        return Optional.empty();
    }

    /**
     * Takes a checkpoint that the records lead to.
     *
     * @return why it is not the operator's word, or empty
     */
    Optional<String> checkpoint(Checkpoint checkpoint) {
        if (!isOfLedger(checkpoint.ledgerId())) {
            return Optional.of("it is of ledger " + checkpoint.ledgerId() + ", not " + ledgerId);
        }
        if (!begin()) {
            return Optional.empty();
        }
        for (byte[] rotation : waiting) {
            Optional<String> wrong = follow(rotation, 0, rotation.length);
            if (wrong.isPresent()) {
                return Optional.of("record " + RecordHeader.sequence(rotation, 0) + ": " + wrong.get());
            }
        }
        waiting.clear();
        List<OperatorKeys> left = possible.stream()
                .filter(keys -> isSigned(keys.at(checkpoint.size()), checkpoint))
                .toList();
        if (left.isEmpty()) {
            return Optional.of("it is not signed with the operator's key in force over " + checkpoint.size()
                    + " records, by the certificates given and by what is signed before it");
        }
        possible = left;
        return Optional.empty();
    }

    /** Whether any key that is known has signed a checkpoint that the records do not lead to. */
    boolean isSignedByAny(Checkpoint checkpoint) {
        boolean given = trusted.stream()
                .anyMatch(one -> isSigned(
                        OperatorKeys.inForce(new LedgerIdentity(checkpoint.ledgerId(), "", one, 0))
                                .current(),
                        checkpoint));
        return isOfLedger(checkpoint.ledgerId())
                && (given
                        || (trusted.isEmpty() && possible.isEmpty())
                        || possible.stream()
                                .flatMap(keys -> keys.list().stream())
                                .anyMatch(key -> isSigned(key, checkpoint)));
    }

    private static boolean isSigned(OperatorKeys.Key key, Checkpoint checkpoint) {
        return checkpoint.signatures().stream().anyMatch(line -> checkpoint.isSignedBy(line.name(), key.verifier()));
    }

    /** Whether the genesis names an operator none of whose keys that have signed so many records is trusted. */
    boolean isStranger(long signedSize) {
        return begunByGenesis
                && !trust.isNone()
                && possible.get(0).list().stream()
                        .filter(key -> key.fromSize() <= signedSize || key.number() == OperatorKeys.FIRST)
                        .noneMatch(this::isTrusted);
    }

    /** Whether nothing that was given says that the operator is a trusted one. */
    boolean trustsNobody() {
        boolean isNamed = begunByGenesis || source != null;
        return trusted.isEmpty() && (trust.isNone() || !isNamed);
    }

    Sm3Hash ledgerId() {
        return ledgerId;
    }

    /**
     * What the key in force at the first record rests on.
     *
     * @param first number of that record
     * @param anchored whether a checkpoint from elsewhere is met
     */
    CycleReport.KeyStart start(long first, boolean anchored) {
        if (begunByGenesis) {
            return CycleReport.KeyStart.GENESIS;
        }
        if (source != null && source.checkpoint().size() >= first) {
            return CycleReport.KeyStart.PROOF;
        }
        if (trusted.isEmpty() && source == null) {
            return CycleReport.KeyStart.NONE;
        }
        return anchored ? CycleReport.KeyStart.ANCHOR : CycleReport.KeyStart.GIVEN;
    }

    /** Whether the proof of the keys ends before the files begin. */
    boolean isAssumed(long first) {
        return source != null && source.checkpoint().size() < first;
    }

    /** The keys in force in the files, where all that is signed in them leaves one way alone. */
    List<CycleReport.OperatorKey> keys(long first, long size) {
        if (possible.size() != 1) {
            return List.of();
        }
        OperatorKeys keys = possible.get(0);
        long begun = keys.at(first).fromSize();
        return keys.list().stream()
                .filter(key -> key.fromSize() >= begun && key.fromSize() <= size)
                .map(key -> new CycleReport.OperatorKey(
                        Math.max(first, key.fromSize()),
                        key.certificate().subject().toString(),
                        key.certificate().sm3()))
                .toList();
    }
}
