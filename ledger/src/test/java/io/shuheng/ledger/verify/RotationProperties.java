package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.Signer;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Mark;
import io.shuheng.ledger.file.OperatorScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever an exchange does, one key signs at each size, and it is the one that a plain list of rotations names. */
final class RotationProperties {

    /** What an exchange does next. */
    enum Step {
        ACT,
        CHECKPOINT,
        ROTATE,
        REOPEN
    }

    @Provide
    Arbitrary<List<Step>> courses() {
        return Arbitraries.of(Step.class).list().ofMinSize(4).ofMaxSize(24);
    }

    @Property(tries = 20)
    void eachCheckpointIsSignedWithTheKeyThatARotationBeforeItNames(@ForAll("courses") List<Step> course)
            throws IOException {
        Path folder = Files.createTempDirectory("rotation");
        Path ledger = folder.resolve("ledger");
        TreeMap<Long, TestOperator> inForceFrom = new TreeMap<>();
        inForceFrom.put(0L, TestOperator.FIRST);
        try {
            run(ledger, course, inForceFrom);
            LedgerAudit audit = LedgerAudit.of(ledger);
            OperatorScan scan = OperatorScan.of(ledger);
            for (long size = 0; size <= audit.records().size(); size++) {
                assertThat(scan.keys().at(size).publicKey())
                        .isEqualTo(
                                inForceFrom.floorEntry(size).getValue().signer().publicKey());
            }
            for (Mark mark : audit.marks()) {
                if (mark instanceof Mark.Checkpointed checkpointed) {
                    assertThat(scan.keys().isSigned(Checkpoint.parse(checkpointed.text())))
                            .isTrue();
                }
            }
            assertThat(scan.signedSize()).isEqualTo(audit.records().size());
            Report report = new Verifier(new VerifierSettings(
                            List.of(TrustAnchor.of(TestOperator.FIRST.certificate())),
                            List.of(),
                            List.of(),
                            List.of(),
                            VerificationLevel.REPLAY,
                            1))
                    .verify(ledger);
            assertThat(report.fault()).isNull();
            assertThat(report.operatorKeys()).hasSize(inForceFrom.size());
        } finally {
            LedgerCopy.remove(folder);
        }
    }

    private static void run(Path ledger, List<Step> course, NavigableMap<Long, TestOperator> inForceFrom) {
        List<Integer> numbers = new ArrayList<>(List.of(1));
        int registered = 1;
        int staff = 1;
        SmallExchange exchange = SmallExchange.found(ledger, TestKeys.MEMBERS_AUTHORITY.certificate());
        try {
            for (Step step : course) {
                TestOperator current = inForceFrom.lastEntry().getValue();
                Signer signer = current.signer();
                int number = numbers.get(numbers.size() - 1);
                switch (step) {
                    case ACT -> {
                        exchange.appointBy(number, signer, String.valueOf(staff++));
                        registered++;
                    }
                    case CHECKPOINT -> exchange.checkpoint();
                    case ROTATE -> {
                        TestOperator next = TestOperator.with(200 + numbers.size());
                        long sequence = exchange.rotate(number, current, next).sequence();
                        inForceFrom.put(sequence + 1, next);
                        numbers.add(++registered);
                    }
                    case REOPEN -> exchange.reopen(ledger, signer);
                }
            }
        } finally {
            exchange.close();
        }
    }
}
