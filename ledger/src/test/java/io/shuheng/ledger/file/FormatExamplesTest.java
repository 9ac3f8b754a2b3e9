package io.shuheng.ledger.file;

import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.record.CanonicalAvro;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleHasher;
import io.shuheng.ledger.DocumentedExamples;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.LedgerFixture;
import io.shuheng.ledger.chronicle.ChronicleLedger;
import io.shuheng.ledger.chronicle.LedgerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples in FORMAT.md are what the code writes. Run with -Dshuheng.format.write=true to write them anew. */
final class FormatExamplesTest {

    private static final Path FORMAT = Path.of("FORMAT.md");
    private static final int CUT = 8;

    @TempDir
    Path directory;

    @Test
    void showsWhatTheCodeWrites() throws IOException {
        DocumentedExamples.assertShown(FORMAT, examples());
    }

    private Map<String, String> examples() throws IOException {
        byte[][] files = writeLedger();
        byte[] first = files[0];
        byte[] second = files[1];
        int opening = Cq4Header.LENGTH;
        int cycleOpening = next(first, opening);
        int genesis = next(first, cycleOpening);
        int tick = next(first, next(first, genesis));
        int voided = next(second, Cq4Header.LENGTH);
        int cycleAfterCrash = next(second, voided);
        int checkpoint = next(second, next(second, cycleAfterCrash));
        int cycleClosing = next(second, checkpoint);
        int closing = next(second, cycleClosing);
        byte[] tickRecord = Arrays.copyOfRange(first, tick + 8, tick + 8 + 26);
        Map<String, String> examples = new LinkedHashMap<>();
        examples.put("header", DocumentedExamples.hex(Cq4Header.expected(1, Cq4Header.LENGTH)));
        examples.put("tick", DocumentedExamples.hex(Arrays.copyOfRange(first, tick, next(first, tick))));
        examples.put("preimage", DocumentedExamples.hex(preimage()));
        examples.put("leaf", new MerkleHasher().leaf(tickRecord, 0, tickRecord.length) + "\n");
        examples.put("opening", DocumentedExamples.hex(Arrays.copyOfRange(first, opening, cycleOpening)));
        examples.put(
                "opening-after-crash",
                DocumentedExamples.hex(Arrays.copyOfRange(second, Cq4Header.LENGTH, cycleAfterCrash)));
        examples.put(
                "cycle-opening",
                DocumentedExamples.hex(Arrays.copyOfRange(second, cycleAfterCrash, next(second, cycleAfterCrash))));
        examples.put("cycle-closing", DocumentedExamples.hex(Arrays.copyOfRange(second, cycleClosing, closing)));
        examples.put("checkpoint", checkpointText(second, checkpoint));
        examples.put("cosignature", cosignature(checkpointText(second, checkpoint)));
        examples.put("closing", DocumentedExamples.hex(Arrays.copyOfRange(second, closing, second.length)));
        return examples;
    }

    private byte[][] writeLedger() throws IOException {
        LedgerSettings settings =
                LedgerSettings.defaults().withBlockBytes(1 << 20).withFreeSpaceFloorBytes(0);
        LedgerFixture fixture = new LedgerFixture(1);
        LedgerCopy crash;
        try (ChronicleLedger ledger = ChronicleLedger.open(settings, directory, LedgerFixture.operator())) {
            fixture.appendGenesis(ledger).appendTick(ledger);
            ledger.commit();
            fixture.appendTick(ledger);
            crash = new LedgerCopy(directory).withoutZeros();
        }
        String name = crash.evidence().get(0);
        byte[] bytes = crash.files().get(name);
        int used = bytes.length;
        while (bytes[used - 1] == 0) {
            used--;
        }
        Arrays.fill(bytes, used - CUT, bytes.length, (byte) 0);
        LedgerCopy.removeContent(directory);
        crash.writeTo(directory);
        try (ChronicleLedger ledger = ChronicleLedger.open(settings, directory, LedgerFixture.repeatableOperator())) {
            fixture.forgetFrom(ledger.size());
            fixture.appendTick(ledger);
        }
        LedgerCopy closed = new LedgerCopy(directory);
        return new byte[][] {
            closed.files().get(closed.evidence().get(0)),
            closed.files().get(closed.evidence().get(1))
        };
    }

    private static byte[] preimage() {
        byte[] ones = new byte[Sm3Hash.LENGTH];
        Arrays.fill(ones, (byte) 1);
        byte[] twos = new byte[Sm3Hash.LENGTH];
        Arrays.fill(twos, (byte) 2);
        RecordKind kind = new RecordKind(
                1,
                7,
                Genesis.class,
                Genesis.getClassSchema(),
                "",
                Sm3Hash.of(twos),
                CanonicalAvro.of(Genesis.getClassSchema()));
        return SigningBytes.of(Sm3Hash.of(ones), kind, Sm3Hash.ZERO, new byte[] {0x0a, 0x0b});
    }

    private static String checkpointText(byte[] file, int document) {
        int length = length(file, document);
        return new String(file, document + 8 + 21, length - 4 - 21, StandardCharsets.UTF_8);
    }

    private static String cosignature(String checkpoint) {
        Checkpoint cosigned = Checkpoint.parse(checkpoint.getBytes(StandardCharsets.UTF_8));
        return Cosignature.sign(cosigned, "witness.example", LedgerFixture.repeatable(2), 1_767_600_000L)
                        .line()
                + "\n";
    }

    private static int length(byte[] file, int document) {
        return (file[document] & 0xff) | (file[document + 1] & 0xff) << 8;
    }

    private static int next(byte[] file, int document) {
        return document + Cq4File.WORD + Cq4File.padded(length(file, document));
    }
}
