package io.shuheng.ledger.proof;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.file.SuccessionProof;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A proof file (存证文件): all that is needed to check, offline and without the ledger, that some records are in it, who
 * signed them, and for a contract file the contract with its texts. What it holds is what PROOF.md says; whether it is
 * right is for {@link ProofChecker} to say. Immutable, thread-safe.
 *
 * @param subject what it is about
 * @param checkpoint the signed root that all paths lead to, with the operator's signature alone
 * @param earlier a checkpoint from before, with the proof that this one continues it
 * @param opened records in full, ascending, the genesis first, at most 256
 * @param closed records by their hashes, ascending, at most 8
 * @param certificates of keys whose registration is not opened, ascending, at most 8
 * @param contract what makes it a contract file; present for contracts and for nothing else
 * @param statements which opened commands of sessions a signed statement covers, ascending, at most 2; of records and
 *     matched contracts alone
 * @param rotations the records that put later keys of the operator in force below the checkpoint's size, ascending; none of
 *     them is among the opened
 */
public record ProofFile(
        ProofSubject subject,
        Checkpoint checkpoint,
        Optional<EarlierCheckpoint> earlier,
        List<OpenedLeaf> opened,
        List<ClosedLeaf> closed,
        List<KeyCertificates> certificates,
        Optional<ContractPart> contract,
        List<StatedCommand> statements,
        List<OpenedLeaf> rotations) {

    /** Longest file in bytes. */
    public static final int MAX_LENGTH = 8 << 20;

    /** Most records that one file opens. */
    public static final int MAX_OPENED = 256;

    /** Most records that one file names by their hashes. */
    public static final int MAX_CLOSED = 8;

    /** Most keys whose certificates one file brings. */
    public static final int MAX_KEYS = 8;

    /** Most commands that statements in one file cover: one of each side. */
    public static final int MAX_STATEMENTS = 2;

    /** Without statements, of a ledger whose operator has its first key. */
    public ProofFile(
            ProofSubject subject,
            Checkpoint checkpoint,
            Optional<EarlierCheckpoint> earlier,
            List<OpenedLeaf> opened,
            List<ClosedLeaf> closed,
            List<KeyCertificates> certificates,
            Optional<ContractPart> contract) {
        this(subject, checkpoint, earlier, opened, closed, certificates, contract, List.of(), List.of());
    }

    /**
     * Takes copies and checks numbers and order.
     *
     * @throws RecordFormatException where they are wrong
     */
    public ProofFile {
        opened = List.copyOf(opened);
        closed = List.copyOf(closed);
        certificates = List.copyOf(certificates);
        statements = List.copyOf(statements);
        rotations = List.copyOf(rotations);
        requireOneSignature(checkpoint);
        earlier.ifPresent(before -> requireOneSignature(before.checkpoint()));
        requireCount("records", opened.size(), 1, MAX_OPENED);
        requireCount("leaves", closed.size(), 0, MAX_CLOSED);
        requireCount("keys", certificates.size(), 0, MAX_KEYS);
        boolean stated =
                subject.kind() == ProofSubject.Kind.RECORD || subject.kind() == ProofSubject.Kind.MATCHED_CONTRACT;
        requireCount("statements", statements.size(), 0, stated ? MAX_STATEMENTS : 0);
        requireAscending("record", opened.stream().map(OpenedLeaf::sequence).toList());
        requireAscending("leaf", closed.stream().map(ClosedLeaf::sequence).toList());
        requireAscending(
                "certificate.key",
                certificates.stream().map(one -> (long) one.key()).toList());
        requireAscending(
                "statement.sequence",
                statements.stream().map(StatedCommand::sequence).toList());
        new SuccessionProof(opened.get(0), rotations);
        requireNoneTwice(opened, closed, rotations);
        if (subject.kind() == ProofSubject.Kind.RECEIPT) {
            requireReceipt(subject.number(), opened, rotations, closed.size() + certificates.size());
        }
        if (contract.isPresent() != subject.kind().isContract()) {
            throw new RecordFormatException("contract: there for contracts alone");
        }
        boolean sealed = contract.isPresent() && !contract.get().path().isEmpty();
        if (sealed && subject.kind() == ProofSubject.Kind.NEGOTIATED_CONTRACT) {
            throw new RecordFormatException("contract.path: none to a seal, for it is countersigned");
        }
    }

    /**
     * An inclusion receipt.
     *
     * @param checkpoint that covers the record, with the operator's signature alone
     * @param succession who signs for the ledger at the checkpoint's size
     * @param record the record, with its path; one of the succession may stand for itself
     * @throws RecordFormatException where they do not make one
     */
    public static ProofFile receipt(Checkpoint checkpoint, SuccessionProof succession, OpenedLeaf record) {
        boolean itself = record.sequence() == 0 || contains(succession.rotations(), record.sequence());
        return new ProofFile(
                new ProofSubject(ProofSubject.Kind.RECEIPT, record.sequence()),
                checkpoint,
                Optional.empty(),
                itself ? List.of(succession.genesis()) : List.of(succession.genesis(), record),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                succession.rotations());
    }

    private static boolean contains(List<OpenedLeaf> leaves, long sequence) {
        return leaves.stream().anyMatch(leaf -> leaf.sequence() == sequence);
    }

    private static void requireReceipt(long number, List<OpenedLeaf> opened, List<OpenedLeaf> rotations, int others) {
        int expected = number == 0 || contains(rotations, number) ? 1 : 2;
        boolean there = contains(opened, number) || contains(rotations, number);
        if (!there || opened.size() != expected || others > 0) {
            throw new RecordFormatException(
                    "receipt of record " + number + ": opens the genesis and that, and no more");
        }
    }

    private static void requireOneSignature(Checkpoint checkpoint) {
        if (checkpoint.signatures().size() != 1) {
            throw new RecordFormatException(
                    "checkpoint.signatures " + checkpoint.signatures().size()
                            + ": only the operator's, for nothing in a proof file says whose the others are");
        }
    }

    private static void requireCount(String field, int count, int least, int most) {
        if (count < least || count > most) {
            throw new RecordFormatException(field + " " + count + ": " + least + ".." + most);
        }
    }

    private static void requireAscending(String field, List<Long> numbers) {
        for (int i = 1; i < numbers.size(); i++) {
            if (numbers.get(i) <= numbers.get(i - 1)) {
                throw new RecordFormatException(field + " " + numbers.get(i) + ": not in ascending order");
            }
        }
    }

    private static void requireNoneTwice(List<OpenedLeaf> opened, List<ClosedLeaf> closed, List<OpenedLeaf> rotations) {
        Set<Long> seen = new HashSet<>();
        opened.forEach(leaf -> seen.add(leaf.sequence()));
        for (OpenedLeaf rotation : rotations) {
            if (!seen.add(rotation.sequence())) {
                throw new RecordFormatException("rotation " + rotation.sequence() + ": opened as a record as well");
            }
        }
        for (ClosedLeaf leaf : closed) {
            if (seen.contains(leaf.sequence())) {
                throw new RecordFormatException("leaf " + leaf.sequence() + ": opened as well");
            }
        }
    }

    /** Who signs for the ledger: the genesis and the rotations. */
    public SuccessionProof succession() {
        return new SuccessionProof(opened.get(0), rotations);
    }

    /** All records in the file, the rotations among them, ascending. */
    public List<OpenedLeaf> records() {
        return Stream.concat(opened.stream(), rotations.stream())
                .sorted(Comparator.comparingLong(OpenedLeaf::sequence))
                .toList();
    }

    /** The bytes of the file: one form for each content. */
    public byte[] encode() {
        return ProofEncoding.encode(this);
    }

    /**
     * Reads a file. Strict: what is accepted encodes to the same bytes.
     *
     * @param bytes at most {@link #MAX_LENGTH}
     * @throws RecordFormatException where they are not exactly one proof file, or damaged
     */
    public static ProofFile parse(byte[] bytes) {
        return new ProofDecoding(bytes).decode();
    }
}
