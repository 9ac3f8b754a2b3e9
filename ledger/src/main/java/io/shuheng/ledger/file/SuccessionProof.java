package io.shuheng.ledger.file;

import io.shuheng.core.participant.KeyRegister;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RecordHeader;
import java.util.List;
import java.util.Optional;

/*
 * The records alone say who may sign from which size on, and each is signed by the key before and by the new one. But what
 * says that a record stands in its place is the tree, and the tree is what the last key signs: so whoever trusts the first
 * has the last key's word for the places, and whoever trusts a later one has it for everything. That is what a verifier
 * concludes of a whole ledger too. A holder of a retired key can leave the last records out and sign a tree of his own:
 * that is a fork, which checkpoints kept elsewhere show, and trust in a later certificate.
 */
/**
 * Who signs for a ledger, shown without it (运营方密钥沿革的证明): its genesis, and the records that put every later key of
 * the operator in force before a checkpoint, with their paths to its root. Proof files, receipts and requests to witnesses
 * carry it. Immutable, thread-safe.
 *
 * @param genesis the first record
 * @param rotations the RotateOperatorKey that took effect below the checkpoint's size, ascending, at most 255
 */
public record SuccessionProof(OpenedLeaf genesis, List<OpenedLeaf> rotations) {

    /** Most rotations that a ledger has: one for each key but the first. */
    public static final int MAX_ROTATIONS = KeyRegister.MAX_OPERATOR_KEYS - 1;

    /** Most bytes of all of it, paths and records. */
    public static final int MAX_LENGTH = 1 << 20;

    /**
     * Takes a copy and checks numbers, order and length.
     *
     * @throws RecordFormatException where they are wrong
     */
    public SuccessionProof {
        rotations = List.copyOf(rotations);
        if (genesis.sequence() != 0) {
            throw new RecordFormatException("record " + genesis.sequence() + ": the first is the genesis, 0");
        }
        if (rotations.size() > MAX_ROTATIONS) {
            throw new RecordFormatException("rotations " + rotations.size() + ": at most " + MAX_ROTATIONS);
        }
        long before = 0;
        long length = genesis.length();
        for (OpenedLeaf rotation : rotations) {
            if (rotation.sequence() <= before) {
                throw new RecordFormatException("rotation " + rotation.sequence() + ": not in ascending order");
            }
            before = rotation.sequence();
            length += rotation.length();
        }
        if (length > MAX_LENGTH) {
            throw new RecordFormatException("rotations of " + length + " bytes: at most " + MAX_LENGTH);
        }
    }

    /**
     * The operator's keys up to the checkpoint's size. That the genesis is under the checkpoint, and that the last key has
     * signed it, is not asked here: see {@link #signers}.
     *
     * @throws BrokenSuccession GENESIS, INCLUSION or ROTATION
     */
    public OperatorKeys keys(Checkpoint checkpoint) throws BrokenSuccession {
        OperatorKeys keys = first();
        for (OpenedLeaf rotation : rotations) {
            if (!rotation.isUnder(checkpoint)) {
                throw notUnder(rotation);
            }
            follow(keys, rotation);
        }
        return keys;
    }

    private OperatorKeys first() throws BrokenSuccession {
        byte[] record = genesis.record();
        try {
            return new OperatorKeys(LedgerIdentity.of(record, 0, record.length), RecordHeader.timeNs(record, 0));
        } catch (RecordFormatException e) {
            throw new BrokenSuccession(BrokenSuccession.Rule.GENESIS, 0, String.valueOf(e.getMessage()));
        }
    }

    private static void follow(OperatorKeys keys, OpenedLeaf rotation) throws BrokenSuccession {
        byte[] record = rotation.record();
        int known = keys.list().size();
        Optional<String> wrong;
        try {
            wrong = keys.record(record, 0, record.length);
        } catch (RecordFormatException e) {
            wrong = Optional.of(String.valueOf(e.getMessage()));
        }
        if (wrong.isEmpty() && keys.list().size() == known) {
            wrong = Optional.of("puts no key of the operator in force");
        }
        if (wrong.isPresent()) {
            throw new BrokenSuccession(BrokenSuccession.Rule.ROTATION, rotation.sequence(), wrong.get());
        }
    }

    /**
     * The operator's keys, where all of it is under the checkpoint and that is of this ledger and signed by the key in force
     * at its size.
     *
     * @throws BrokenSuccession where it is not
     */
    public OperatorKeys signers(Checkpoint checkpoint) throws BrokenSuccession {
        OperatorKeys keys = keys(checkpoint);
        Optional<String> why = keys.whyNotSigned(checkpoint);
        if (why.isPresent()) {
            throw new BrokenSuccession(BrokenSuccession.Rule.CHECKPOINT, checkpoint.size(), why.get());
        }
        if (!genesis.isUnder(checkpoint)) {
            throw notUnder(genesis);
        }
        return keys;
    }

    private static BrokenSuccession notUnder(OpenedLeaf leaf) {
        return new BrokenSuccession(
                BrokenSuccession.Rule.INCLUSION,
                leaf.sequence(),
                "its path does not lead to the root of the checkpoint");
    }
}
