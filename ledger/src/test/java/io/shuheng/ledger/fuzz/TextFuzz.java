package io.shuheng.ledger.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cosignature;
import io.shuheng.ledger.file.OpenedLeaf;
import io.shuheng.ledger.file.SuccessionProof;
import io.shuheng.ledger.proof.LedgerProofs;
import io.shuheng.ledger.witness.ForkEvidence;
import io.shuheng.ledger.witness.WitnessAnswer;
import io.shuheng.ledger.witness.WitnessRefusal;
import io.shuheng.ledger.witness.WitnessRequest;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The texts that go between ledgers, witnesses and auditors: what is read encodes to the same bytes. */
public final class TextFuzz implements FuzzTarget {

    private static final List<Function<byte[], byte[]>> READ_AND_WRITTEN = List.of(
            bytes -> Checkpoint.parse(bytes).encode(),
            bytes -> WitnessRequest.parse(bytes).encode(),
            bytes -> WitnessAnswer.parse(bytes).encode(),
            bytes -> ForkEvidence.parse(bytes).encode());

    @Override
    public List<byte[]> seeds() throws Exception {
        Checkpoint checkpoint = Checkpoint.parse(Files.readAllBytes(GoldenFiles.of("closing.checkpoint")));
        return List.of(
                checkpoint.encode(),
                new WitnessRequest(3, List.of(checkpoint.root(), checkpoint.root()), checkpoint).encode(),
                new WitnessAnswer.Cosigned(
                                checkpoint.ledgerId(),
                                checkpoint.size(),
                                Cosignature.sign(checkpoint, "witness", LedgerFixture.signer(70), 9))
                        .encode(),
                new WitnessAnswer.Refused(checkpoint.ledgerId(), 5, WitnessRefusal.FORK, 7).encode(),
                new ForkEvidence(checkpoint, checkpoint, List.of(checkpoint.root())).encode(),
                new WitnessRequest(3, List.of(checkpoint.root()), checkpoint, succession(checkpoint)).encode(),
                new ForkEvidence(checkpoint, checkpoint, List.of(), succession(checkpoint)).encode());
    }

    /** In its form alone: the second record is no rotation. */
    private static Optional<SuccessionProof> succession(Checkpoint checkpoint) {
        LedgerProofs proofs = new LedgerProofs(GoldenFiles.of("ledger"));
        return Optional.of(new SuccessionProof(leaf(proofs, 0, checkpoint), List.of(leaf(proofs, 5, checkpoint))));
    }

    private static OpenedLeaf leaf(LedgerProofs proofs, long sequence, Checkpoint checkpoint) {
        LedgerProofs.ProvenRecord proven = proofs.inclusion(sequence, checkpoint.size());
        return new OpenedLeaf(proven.record(), proven.proof().path());
    }

    @Override
    public void read(byte[] input) {
        for (Function<byte[], byte[]> reader : READ_AND_WRITTEN) {
            try {
                assertThat(reader.apply(input)).isEqualTo(input);
            } catch (RecordFormatException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }
}
