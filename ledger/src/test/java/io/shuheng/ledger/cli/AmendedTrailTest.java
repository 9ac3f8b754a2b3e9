package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.EventKind;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.RecordStream;
import io.shuheng.ledger.trail.Link;
import io.shuheng.ledger.trail.Trail;
import io.shuheng.ledger.trail.TrailStep;
import io.shuheng.ledger.trail.TrailSubject;
import io.shuheng.ledger.trail.Trails;
import io.shuheng.ledger.verify.AmendedLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the trail of a contract, and records one by one, tell of its amendments. */
final class AmendedTrailTest {

    @TempDir
    Path folder;

    @Test
    void followsAContractThroughItsAmendmentsToItsEnd() throws IOException {
        AmendedLedger amended = AmendedLedger.under(folder);
        Trail trail = new Trails(amended.ledger()).of(TrailSubject.trade(AmendedLedger.ENDED));
        List<String> trading =
                trail.steps(Link.TRADING).stream().map(TrailStep::type).toList();
        for (String type : List.of("ProposeAmendment", "AcceptAmendment", "AmendmentFinalized")) {
            assertThat(trading.stream().filter(type::equals)).as(type).hasSize(2);
        }
        Trail other = new Trails(amended.ledger()).of(TrailSubject.trade(AmendedLedger.AMENDED));
        assertThat(other.steps(Link.TRADING).stream().map(TrailStep::type).filter("AmendmentFinalized"::equals))
                .hasSize(1);
    }

    @Test
    void saysThatTheContractWasTerminated() throws IOException {
        AmendedLedger amended = AmendedLedger.under(folder);
        int told = 0;
        try (RecordStream records = RecordStream.open(amended.ledger())) {
            while (records.advance()) {
                InspectedRecord record = records.record();
                told += (int) record.events().stream()
                        .filter(event -> event.kind() == EventKind.CONTRACT_ENDED)
                        .peek(event -> assertThat(event.meaningB()).isEqualTo("TERMINATED"))
                        .count();
            }
        }
        assertThat(told).isEqualTo(1);
    }
}
