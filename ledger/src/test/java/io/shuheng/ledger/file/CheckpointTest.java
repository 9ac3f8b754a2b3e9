package io.shuheng.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.LedgerFixture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class CheckpointTest {

    private static final Checkpoint CHECKPOINT = Checkpoint.sign(
            Sm3Hash.ofContent(new byte[] {1}),
            42,
            Sm3Hash.ofContent(new byte[] {2}),
            1_767_574_800_000_000_000L,
            1,
            LedgerFixture.OPERATOR_USCC,
            LedgerFixture.operator());

    private static final Sm2Verifier OPERATOR =
            new Sm2Verifier(LedgerFixture.operator().publicKey());

    private static String text() {
        return new String(CHECKPOINT.encode(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsWhatItWrote() {
        Checkpoint read = Checkpoint.parse(CHECKPOINT.encode());
        assertThat(read).isEqualTo(CHECKPOINT);
        assertThat(read.isSignedBy(LedgerFixture.OPERATOR_USCC, OPERATOR)).isTrue();
    }

    @Test
    void hasTheShapeOfATransparencyLogCheckpoint() {
        String[] lines = text().split("\n", -1);
        assertThat(lines[0]).isEqualTo("shuheng/" + CHECKPOINT.ledgerId().hex());
        assertThat(lines[1]).isEqualTo("42");
        assertThat(lines[2])
                .isEqualTo(Base64.getEncoder().encodeToString(CHECKPOINT.root().bytes()));
        assertThat(lines[3]).isEqualTo("time 1767574800000000000");
        assertThat(lines[4]).isEqualTo("rules 1");
        assertThat(lines[5]).isEmpty();
        assertThat(lines[6]).startsWith("— " + LedgerFixture.OPERATOR_USCC + " ");
        byte[] blob = Base64.getDecoder().decode(lines[6].substring(lines[6].lastIndexOf(' ') + 1));
        assertThat(blob).hasSize(68);
        assertThat(lines[7]).isEmpty();
    }

    @Test
    void isNotSignedByAnotherNameOrKeyOrForAnotherText() {
        assertThat(CHECKPOINT.isSignedBy("91110000MA00000001", OPERATOR)).isFalse();
        Sm2Verifier other = new Sm2Verifier(LedgerFixture.signer(2).publicKey());
        assertThat(CHECKPOINT.isSignedBy(LedgerFixture.OPERATOR_USCC, other)).isFalse();
        Checkpoint changed = new Checkpoint(
                CHECKPOINT.ledgerId(),
                43,
                CHECKPOINT.root(),
                CHECKPOINT.timeNs(),
                CHECKPOINT.rulesVersion(),
                CHECKPOINT.signatures());
        assertThat(changed.isSignedBy(LedgerFixture.OPERATOR_USCC, OPERATOR)).isFalse();
    }

    @Test
    void keepsCosignaturesOfAnyAlgorithm() {
        List<NoteSignature> signatures = new ArrayList<>(CHECKPOINT.signatures());
        signatures.add(new NoteSignature("witness.example", new byte[] {1, 2, 3, 4}, new byte[100]));
        Checkpoint cosigned = new Checkpoint(
                CHECKPOINT.ledgerId(),
                CHECKPOINT.size(),
                CHECKPOINT.root(),
                CHECKPOINT.timeNs(),
                CHECKPOINT.rulesVersion(),
                signatures);
        Checkpoint read = Checkpoint.parse(cosigned.encode());
        assertThat(read).isEqualTo(cosigned);
        assertThat(read.isSignedBy(LedgerFixture.OPERATOR_USCC, OPERATOR)).isTrue();
    }

    @Test
    void refusesEveryChangedOrMissingByteOrReadsAnotherText() {
        byte[] bytes = CHECKPOINT.encode();
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            requireRefusedOrUnsigned(changed);
            byte[] cut = new byte[at];
            System.arraycopy(bytes, 0, cut, 0, at);
            requireRefused(cut);
        }
    }

    private static void requireRefusedOrUnsigned(byte[] bytes) {
        try {
            assertThat(Checkpoint.parse(bytes).isSignedBy(LedgerFixture.OPERATOR_USCC, OPERATOR))
                    .isFalse();
        } catch (RecordFormatException expected) {
            assertThat(expected).hasMessageContaining("checkpoint");
        }
    }

    private static void requireRefused(byte[] bytes) {
        assertThatThrownBy(() -> Checkpoint.parse(bytes)).isInstanceOf(RecordFormatException.class);
    }

    @Test
    void refusesWhatIsNotCanonical() {
        String text = text();
        requireRefused(utf8(text.replace("\n42\n", "\n042\n")));
        requireRefused(utf8(text.replace("\n42\n", "\n-42\n")));
        requireRefused(utf8(text.replace("\n42\n", "\n42 \n")));
        requireRefused(utf8(text.replace("\n42\n", "\n99999999999999999999\n")));
        requireRefused(utf8(text.replace("rules 1", "rules 4294967297")));
        requireRefused(utf8(text.replace("rules 1\n", "")));
        requireRefused(utf8(text.replace("rules 1\n", "rules 1\nnote\n")));
        requireRefused(utf8(text.replace("\n", "\r\n")));
        requireRefused(utf8(text + "\n"));
        requireRefused(utf8(text.replace("=\n", "\n")));
        requireRefused(utf8(text.toUpperCase(Locale.ROOT)));
        requireRefused(new byte[] {(byte) 0xff});
    }

    @Test
    void refusesMoreSignaturesOrBytesThanItsLimits() {
        String text = text();
        String line = text.substring(text.indexOf('—'));
        assertThat(Checkpoint.parse(utf8(text + line.repeat(31))).signatures()).hasSize(32);
        requireRefused(utf8(text + line.repeat(32)));
        requireRefused(new byte[Checkpoint.MAX_LENGTH + 1]);
    }
}
