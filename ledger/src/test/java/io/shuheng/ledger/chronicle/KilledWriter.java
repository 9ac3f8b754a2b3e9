package io.shuheng.ledger.chronicle;

import io.shuheng.ledger.LedgerFixture;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A program that appends until it is killed, and prints the acknowledged size after each commit.
 */
public final class KilledWriter {

    private KilledWriter() {}

    /** Arguments: the ledger's folder, the seed, the durability. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        LedgerFixture fixture = new LedgerFixture(Long.parseLong(arguments[1]));
        LedgerSettings settings = LedgerSettings.defaults()
                .withBlockBytes(1 << 20)
                .withFreeSpaceFloorBytes(0)
                .withDocumentsPerFile(20_000)
                .withDurability(Durability.valueOf(arguments[2]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        try (ChronicleLedger ledger = ChronicleLedger.open(settings, directory, LedgerFixture.operator())) {
            fixture.goOnFrom(ledger);
            for (long batch = 1; batch > 0; batch++) {
                fixture.appendGroups(ledger, 1 + (int) (batch % 50));
                ledger.commit();
                out.println(ledger.size());
                if (batch % 40 == 0) {
                    ledger.checkpoint();
                    fixture.later(LedgerFixture.DAY_NS / 3);
                }
            }
        }
    }
}
