package io.shuheng.ledger.file;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.participant.KeyRegister;
import io.shuheng.core.participant.OperatorSuccession;
import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * The keys follow from the records alone: a key is in force from behind the record that brought it, and the record is signed
 * by the key before and by the new one. So whoever trusts the first can follow to the last; and one who trusts a later one
 * has its word for everything that its checkpoints cover. What a retired key signs for a place behind its end is nobody's word.
 */
/**
 * The keys of a ledger's operator (运营方密钥沿革), one after the other, found while the ledger is read: that of genesis, and
 * those that RotateOperatorKey puts in its place. At any number of records one key alone signs checkpoints over them. For one
 * thread, but for {@link #current} and what is asked of keys, which any may ask.
 */
public final class OperatorKeys {

    /** Number of the key of genesis. */
    public static final int FIRST = 1;

    /** In the place of the number of a key whose record is not at hand. */
    public static final int UNKNOWN = 0;

    /**
     * A key of the operator.
     *
     * @param number its number in the ledger, from 1
     * @param fromSize least number of records over which it signs checkpoints: one more than the sequence of the record that
     *     brought it; 0 for that of genesis
     * @param timeNs of that record, nanoseconds since 1970
     * @param certificate the key's
     * @param intermediates authorities that may stand between it and the one that issued it
     * @param verifier of its signatures, thread-safe
     */
    public record Key(
            int number,
            long fromSize,
            long timeNs,
            Certificate certificate,
            List<Certificate> intermediates,
            Sm2Verifier verifier) {

        /** Takes a copy. */
        public Key {
            intermediates = List.copyOf(intermediates);
        }

        static Key of(
                int number, long fromSize, long timeNs, Certificate certificate, List<Certificate> intermediates) {
            return new Key(
                    number, fromSize, timeNs, certificate, intermediates, new Sm2Verifier(certificate.publicKey()));
        }

        /** The key itself. */
        public Sm2PublicKey publicKey() {
            return verifier.publicKey();
        }
    }

    private static final RecordKind ROTATION = RulesVersions.current().kindOf(RotateOperatorKey.class);

    private final LedgerIdentity identity;
    private volatile List<Key> keys;

    /** With the key of genesis, whose record has that time. */
    public OperatorKeys(LedgerIdentity identity, long genesisTimeNs) {
        this.identity = identity;
        this.keys = List.of(Key.of(FIRST, 0, genesisTimeNs, identity.operatorCertificate(), List.of()));
    }

    /** The same keys, which grow apart from these. */
    public OperatorKeys(OperatorKeys other) {
        this.identity = other.identity;
        this.keys = other.keys;
    }

    /**
     * From a key that is in force somewhere in a ledger whose first record is not at hand: its number is {@link #UNKNOWN} and it
     * signs from size 0, as far as is known here.
     *
     * @param identity with that key's certificate in the place of the first
     */
    public static OperatorKeys inForce(LedgerIdentity identity) {
        OperatorKeys begun = new OperatorKeys(identity, 0);
        begun.keys = List.of(Key.of(UNKNOWN, 0, 0, identity.operatorCertificate(), List.of()));
        return begun;
    }

    /**
     * Takes the next record. A rotation beyond {@link KeyRegister#MAX_OPERATOR_KEYS} is not taken. Another that is wrong is
     * taken all the same, where it brings a certificate: what is right behind it is then measured by what it says.
     *
     * @return what is wrong with a rotation that took effect; empty where nothing is, and for every other record
     * @throws RecordFormatException where the record is not canonical
     */
    public Optional<String> record(byte[] bytes, int offset, int length) {
        if (!isRotation(bytes, offset)) {
            return Optional.empty();
        }
        CommandBody body = CommandBody.read(ROTATION.checker(), bytes, offset, offset + length);
        Optional<Event> registered = body.events().stream()
                .filter(event -> event.getKind() == EventKind.KEY_REGISTERED.number())
                .findFirst();
        if (registered.isEmpty()) {
            return Optional.empty();
        }
        if (keys.size() == KeyRegister.MAX_OPERATOR_KEYS) {
            return Optional.of(
                    "one more than the " + KeyRegister.MAX_OPERATOR_KEYS + " keys that an operator may have");
        }
        RotateOperatorKey command = AvroBytes.decode(RotateOperatorKey.class, body.command());
        try {
            Key before = current();
            Key next = Key.of(
                    (int) registered.get().getA(),
                    RecordHeader.sequence(bytes, offset) + 1,
                    RecordHeader.timeNs(bytes, offset),
                    certificate(command.getCertificate()),
                    command.getIntermediates().stream()
                            .map(OperatorKeys::certificate)
                            .toList());
            Optional<String> wrong = wrong(body, command, before, next);
            List<Key> more = new ArrayList<>(keys);
            more.add(next);
            keys = List.copyOf(more);
            return wrong;
        } catch (CryptoException e) {
            return Optional.of("certificate: " + e.getMessage());
        }
    }

    /** Whether a record is a RotateOperatorKey, be it one that took effect or was refused. */
    public static boolean isRotation(byte[] bytes, int offset) {
        return RecordHeader.type(bytes, offset) == ROTATION.type()
                && RecordHeader.schemaNumber(bytes, offset) == ROTATION.number();
    }

    private Optional<String> wrong(CommandBody body, RotateOperatorKey command, Key before, Key next) {
        if (!isSignedBy(before, body)) {
            return Optional.of("not signed by the operator's key " + before.number + ", which is in force");
        }
        if (!OperatorSuccession.isPossessed(identity.ledgerId(), command, before.certificate)) {
            return Optional.of("possession: not signed by the new key for the place of key " + before.number);
        }
        if (next.number <= before.number) {
            return Optional.of("event KEY_REGISTERED has key " + next.number + ", the one before is " + before.number);
        }
        return keys.stream().anyMatch(key -> key.publicKey().equals(next.publicKey()))
                ? Optional.of("certificate: its key was the operator's before")
                : Optional.empty();
    }

    private boolean isSignedBy(Key key, CommandBody body) {
        byte[] signature = AvroBytes.copyOf(body.authentication().getSignature());
        if (body.authentication().getKind() != AuthenticationKind.SIGNED.number()
                || (key.number != UNKNOWN && body.authentication().getKey() != key.number)) {
            return false;
        }
        byte[] signed = SigningBytes.of(identity.ledgerId(), ROTATION, Sm3Hash.ZERO, body.command());
        return key.verifier.verifyRaw(signed, signature);
    }

    private static Certificate certificate(ByteBuffer der) {
        return Certificate.ofDer(AvroBytes.copyOf(der));
    }

    /**
     * The keys behind the next record: those of genesis where it is the first.
     *
     * @param before those behind the record before, null where there is none
     * @throws LedgerException CORRUPT where the first is no genesis, or the record puts a key in force that it may not
     */
    public static OperatorKeys behind(@Nullable OperatorKeys before, byte[] bytes, int offset, int length) {
        try {
            if (before == null) {
                return new OperatorKeys(LedgerIdentity.of(bytes, offset, length), RecordHeader.timeNs(bytes, offset));
            }
            before.record(bytes, offset, length).ifPresent(wrong -> {
                throw new RecordFormatException("RotateOperatorKey " + wrong);
            });
            return before;
        } catch (RecordFormatException e) {
            throw new LedgerException(
                    LedgerException.Code.CORRUPT,
                    "record " + RecordHeader.sequence(bytes, offset) + ": " + e.getMessage(),
                    e);
        }
    }

    /** Whose keys they are. */
    public LedgerIdentity identity() {
        return identity;
    }

    /** The key that is in force behind the last record taken. */
    public Key current() {
        List<Key> known = keys;
        return known.get(known.size() - 1);
    }

    /** The key that signs checkpoints over so many records, and an operator's command in the record of that sequence. */
    public Key at(long size) {
        List<Key> known = keys;
        int last = known.size() - 1;
        while (last > 0 && known.get(last).fromSize > size) {
            last--;
        }
        return known.get(last);
    }

    /** The key with that public key; empty where it is none of the operator's. */
    public Optional<Key> of(Sm2PublicKey publicKey) {
        return keys.stream().filter(key -> key.publicKey().equals(publicKey)).findFirst();
    }

    /** All of them, in order. */
    public List<Key> list() {
        return keys;
    }

    /** Sequences of the records below a size that put a later key in force, ascending. */
    public List<Long> rotations(long size) {
        return keys.stream()
                .filter(key -> key.fromSize > 0 && key.fromSize <= size)
                .map(key -> key.fromSize - 1)
                .toList();
    }

    /** Whether a checkpoint is of this ledger, and signed by the key in force at its size. */
    public boolean isSigned(Checkpoint checkpoint) {
        return whyNotSigned(checkpoint).isEmpty();
    }

    /** Why a checkpoint is not the operator's word: of another ledger, or not signed by the key in force at its size. */
    public Optional<String> whyNotSigned(Checkpoint checkpoint) {
        if (!checkpoint.ledgerId().equals(identity.ledgerId())) {
            return Optional.of("it is of ledger " + checkpoint.ledgerId() + ", not " + identity.ledgerId());
        }
        Key inForce = at(checkpoint.size());
        if (isSignedBy(inForce, checkpoint)) {
            return Optional.empty();
        }
        Optional<Key> other =
                keys.stream().filter(key -> isSignedBy(key, checkpoint)).findFirst();
        return Optional.of(other.map(key -> "it is signed with the operator's key " + key.number + ", but over "
                        + checkpoint.size() + " records key " + inForce.number + " is in force")
                .orElse("it is not signed by the operator of genesis"));
    }

    /** Whether any of the keys has signed it, whatever its size: before a loss of records other keys may have been in force. */
    public boolean isSignedByAny(Checkpoint checkpoint) {
        return checkpoint.ledgerId().equals(identity.ledgerId())
                && keys.stream().anyMatch(key -> isSignedBy(key, checkpoint));
    }

    private boolean isSignedBy(Key key, Checkpoint checkpoint) {
        return checkpoint.isSignedBy(identity.operatorUscc(), key.verifier);
    }
}
