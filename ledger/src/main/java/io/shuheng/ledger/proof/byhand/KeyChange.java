package io.shuheng.ledger.proof.byhand;

import io.shuheng.core.participant.RotateOperatorKey;
import io.shuheng.core.participant.SuccessionBytes;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm2Signature;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.proof.ProofReport.OperatorKey;
import java.util.ArrayList;
import java.util.List;

/**
 * One change of the operator's key (换钥), of a file that was checked. The array is not to be changed.
 *
 * @param sequence of its record
 * @param before the key whose place is taken
 * @param next the one that takes it
 * @param possession what the new key has signed of that
 * @param signature with which it has
 */
record KeyChange(long sequence, OperatorKey before, OperatorKey next, byte[] possession, Sm2Signature signature) {

    /** The changes in a file, in their order. */
    static List<KeyChange> in(ProofPieces pieces) {
        RecordKind kind = RulesVersions.current().kindOf(RotateOperatorKey.class);
        List<OperatorKey> keys = pieces.shown().operatorKeys();
        List<OpenedLeaf> rotations = pieces.proof().rotations();
        List<KeyChange> changes = new ArrayList<>();
        for (int i = 0; i < rotations.size(); i++) {
            byte[] record = rotations.get(i).record();
            RotateOperatorKey command = AvroBytes.decode(
                    RotateOperatorKey.class,
                    CommandBody.read(kind.checker(), record, 0, record.length).command());
            changes.add(new KeyChange(
                    rotations.get(i).sequence(),
                    keys.get(i),
                    keys.get(i + 1),
                    SuccessionBytes.of(
                            pieces.shown().ledgerId(),
                            keys.get(i).certificate().sm3(),
                            keys.get(i + 1).certificate().sm3()),
                    Sm2Signature.ofRaw(AvroBytes.copyOf(command.getPossession()))));
        }
        return changes;
    }

    /** Name of its pieces, without their endings. */
    String name() {
        return "succession-" + sequence;
    }

    /** The lines that show that the record's certificate is the new key's, and that this key has signed for its place. */
    ShellLines lines(ProofPieces pieces) {
        String next = pieces.name(next().certificate());
        byte[] der = next().certificate().der();
        Sm3Hash sm3 = next().certificate().sm3();
        int end = possession.length;
        return new ShellLines()
                .signature(next, name())
                .fingerprint(
                        pieces.name(before.certificate()), before.certificate().sm3())
                .hash(
                        name() + ".signed",
                        end - 2 * Sm3Hash.LENGTH,
                        before.certificate().sm3())
                .fingerprint(next, sm3)
                .hash(name() + ".signed", end - Sm3Hash.LENGTH, sm3)
                .sm3(ProofPieces.name(sequence) + ".bin", pieces.offsetIn(sequence, der), der.length, sm3);
    }
}
