package io.shuheng.ledger.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cosignature;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The texts between ledger and witness: one form each, and whatever else comes is refused and nothing worse. */
final class WitnessTextsTest {

    private static final Sm3Hash LEDGER = Sm3Hash.ofContent(new byte[] {1});
    private static final Checkpoint CHECKPOINT =
            Checkpoint.sign(LEDGER, 9, LEDGER, 7, 1, "operator", LedgerFixture.operator());

    /** Whatever is read encodes to the same bytes; a text with any byte changed, taken out or behind it is refused or another. */
    private static void requireStrict(byte[] text, UnaryOperator<byte[]> readAndWritten) {
        assertThat(readAndWritten.apply(text)).isEqualTo(text);
        for (int i = 0; i < text.length; i++) {
            byte[] changed = text.clone();
            changed[i] ^= (byte) (1 << (i % 8));
            requireRefusedOrSame(changed, readAndWritten);
            requireRefusedOrSame(Arrays.copyOf(text, i), readAndWritten);
        }
        requireRefusedOrSame(Arrays.copyOf(text, text.length + 1), readAndWritten);
    }

    private static void requireRefusedOrSame(byte[] text, UnaryOperator<byte[]> readAndWritten) {
        byte[] written;
        try {
            written = readAndWritten.apply(text);
        } catch (RecordFormatException e) {
            return;
        }
        assertThat(written).isEqualTo(text);
    }

    private static void requireRefused(Function<byte[], ?> read, String... texts) {
        for (String text : texts) {
            assertThatThrownBy(() -> read.apply(text.getBytes(StandardCharsets.UTF_8)))
                    .as(text)
                    .isInstanceOf(RecordFormatException.class);
        }
    }

    @Test
    void aRequestHasOneForm() {
        WitnessRequest request = new WitnessRequest(4, List.of(Sm3Hash.ZERO, LEDGER), CHECKPOINT);
        assertThat(WitnessRequest.parse(request.encode())).isEqualTo(request);
        assertThat(new String(request.encode(), StandardCharsets.UTF_8))
                .startsWith("old 4\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")
                .contains("\n\nshuheng/");
        requireStrict(request.encode(), text -> WitnessRequest.parse(text).encode());
        requireStrict(
                new WitnessRequest(0, List.of(), CHECKPOINT).encode(),
                text -> WitnessRequest.parse(text).encode());
        requireRefused(WitnessRequest::parse, "", "\n\n", "old \n\n", "old 1\n\n", "old x\nAAAA\n\n");
        List<Sm3Hash> tooMany = Collections.nCopies(64, Sm3Hash.ZERO);
        assertThatThrownBy(() -> new WitnessRequest(1, tooMany, CHECKPOINT)).isInstanceOf(RecordFormatException.class);
        assertThatThrownBy(() -> WitnessRequest.parse(new byte[WitnessRequest.MAX_LENGTH + 1]))
                .isInstanceOf(RecordFormatException.class);
    }

    @Test
    void anAnswerHasOneForm() {
        WitnessAnswer cosigned = new WitnessAnswer.Cosigned(
                LEDGER, 9, Cosignature.sign(CHECKPOINT, "witness", LedgerFixture.signer(2), 5));
        WitnessAnswer refused = new WitnessAnswer.Refused(LEDGER, 9, WitnessRefusal.OLD_SIZE, 4);
        for (WitnessAnswer answer : List.of(cosigned, refused)) {
            assertThat(WitnessAnswer.parse(answer.encode())).isEqualTo(answer);
            requireStrict(answer.encode(), text -> WitnessAnswer.parse(text).encode());
        }
        String head = "ledger " + LEDGER.hex() + "\nsize 9\n";
        requireRefused(
                WitnessAnswer::parse,
                "",
                head,
                head + "refused\n",
                head + "refused OLD_SIZE\n",
                head + "refused WHY 3\n",
                head + "refused OLD_SIZE 3\n\n",
                head + "refused OLD_SIZE -3\n",
                "ledger 00\nsize 9\nrefused OLD_SIZE 3\n");
    }

    @Test
    void evidenceHasOneForm() {
        ForkEvidence evidence = new ForkEvidence(CHECKPOINT, CHECKPOINT, List.of(LEDGER));
        assertThat(ForkEvidence.parse(evidence.encode())).isEqualTo(evidence);
        requireStrict(evidence.encode(), text -> ForkEvidence.parse(text).encode());
        requireRefused(
                ForkEvidence::parse,
                "",
                "shuheng/fork/1\n",
                "shuheng/fork/1\nseen 9999999999\n",
                "shuheng/fork/1\nseen -1\n",
                "shuheng/fork/1\nseen 1\nx");
    }
}
