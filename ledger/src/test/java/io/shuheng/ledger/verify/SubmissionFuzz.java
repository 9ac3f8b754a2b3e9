package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.Founding;
import io.shuheng.ledger.fuzz.FuzzTarget;
import java.util.List;

/** Submissions to an open exchange: each has an answer, and the exchange goes on. */
public final class SubmissionFuzz implements FuzzTarget {

    private final StandbyOffice office = new StandbyOffice(SmallExchange.START_NS);
    private final Exchange exchange;

    /** Opens the exchange, which stays open for the life of the process. */
    public SubmissionFuzz() {
        MemoryLedger ledger = new MemoryLedger();
        Founding.found(
                ledger,
                SmallExchange.genesis(TestKeys.MEMBERS_AUTHORITY.certificate()),
                TestKeys.OPERATOR,
                office.clock());
        exchange = Exchange.open(office.running(), ledger);
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(office.command(exchange), office.command(exchange));
    }

    @Override
    public void read(byte[] input) {
        assertThat(exchange.submitAndAwait(input, StandbyOffice.PATIENCE_NS)).isNotNull();
    }
}
