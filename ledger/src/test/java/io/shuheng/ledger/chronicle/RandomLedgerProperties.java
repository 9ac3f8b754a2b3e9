package io.shuheng.ledger.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.LedgerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is done to a ledger, its files hold the records handed over, in order, and nothing else. */
final class RandomLedgerProperties {

    /** What is done next. */
    enum Step {
        GROUP,
        GROUPS,
        LARGE_GROUP,
        COMMIT,
        CHECKPOINT,
        NEXT_DAY,
        REOPEN,
        CRASH
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Arbitraries.of(Step.class).list().ofMinSize(1).ofMaxSize(40);
    }

    @Property(tries = 25)
    void holdsWhatWasHandedOver(@ForAll("steps") List<Step> steps, @ForAll long seed) throws IOException {
        Path directory = Files.createTempDirectory("ledger");
        try {
            run(directory, steps, new LedgerFixture(seed));
        } finally {
            LedgerCopy.remove(directory);
        }
    }

    private static void run(Path directory, List<Step> steps, LedgerFixture fixture) throws IOException {
        ChronicleLedger ledger = open(directory);
        try {
            fixture.appendGenesis(ledger);
            for (Step step : steps) {
                switch (step) {
                    case GROUP -> fixture.appendGroup(ledger, 0, 40);
                    case GROUPS -> fixture.appendGroups(ledger, 20);
                    case LARGE_GROUP -> fixture.appendGroup(ledger, 100, 3_000);
                    case COMMIT -> ledger.commit();
                    case CHECKPOINT -> ledger.checkpoint();
                    case NEXT_DAY -> fixture.later(LedgerFixture.DAY_NS);
                    case REOPEN -> {
                        ledger.close();
                        ledger = open(directory);
                    }
                    case CRASH -> {
                        ledger.commit();
                        LedgerCopy crash = new LedgerCopy(directory);
                        ledger.close();
                        LedgerCopy.removeContent(directory);
                        crash.writeTo(directory);
                        ledger = open(directory);
                    }
                }
            }
            assertThat(ledger.root()).isEqualTo(LedgerFixture.rootOf(fixture.records()));
        } finally {
            ledger.close();
        }
        LedgerAudit audit = LedgerAudit.of(directory);
        assertThat(audit.isClosed()).as(audit.toString()).isTrue();
        assertThat(audit.end().uncheckedChronicleBytes()).isZero();
        assertThat(audit.records()).containsExactlyElementsOf(fixture.records());
        assertThat(audit.root()).isEqualTo(LedgerFixture.rootOf(fixture.records()));
    }

    private static ChronicleLedger open(Path directory) {
        LedgerSettings settings = LedgerSettings.defaults()
                .withBlockBytes(1 << 20)
                .withFreeSpaceFloorBytes(0)
                .withDocumentsPerFile(500);
        return ChronicleLedger.open(settings, directory, LedgerFixture.operator());
    }
}
