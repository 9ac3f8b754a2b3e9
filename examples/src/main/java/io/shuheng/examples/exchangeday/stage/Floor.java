package io.shuheng.examples.exchangeday.stage;

import io.shuheng.core.evidence.EvidenceStore;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.examples.exchangeday.rehearsal.KeyFolder;
import io.shuheng.examples.exchangeday.rehearsal.SteppingClock;

/** The open exchange (交易大厅) as the story sees it: who is there, what is made known, where documents are kept. */
public final class Floor implements AutoCloseable {

    private final Exchange exchange;
    private final SteppingClock clock;
    private final Documents documents;
    private final Bulletin bulletin = new Bulletin();
    private final LedgerTally tally = new LedgerTally();
    private final Books books = new Books();
    private final MemberRegister register = new MemberRegister();
    private final Refusals refusals = new Refusals();
    private final ServiceDesk services;

    /** Around an exchange that was opened just now; it is closed with this. */
    public Floor(Exchange exchange, SteppingClock clock, EvidenceStore evidence) {
        this.exchange = exchange;
        this.clock = clock;
        this.documents = new Documents(evidence);
        this.services = new ServiceDesk(exchange, bulletin);
        exchange.subscribe("story", 0, new RecordReader(this::post));
    }

    private void post(Group group) {
        tally.count(group);
        register.learn(group);
        books.learn(group);
        services.learn(group);
        bulletin.post(group);
    }

    /** Lets somebody in who has keys. */
    public Party party(String name, KeyFolder keys) {
        return new Party(name, keys, exchange, bulletin, services, clock);
    }

    /** The exchange itself. */
    public Exchange exchange() {
        return exchange;
    }

    /** What was made known lately. */
    public Bulletin bulletin() {
        return bulletin;
    }

    /** Where the exchange's services put what they submit. */
    public ServiceDesk services() {
        return services;
    }

    /** Figures of all records so far. */
    public LedgerTally tally() {
        return tally;
    }

    /** The books, drawn up from all records so far. */
    public Books books() {
        return books;
    }

    /** Certificates of members, as the ledger has them. */
    public MemberRegister register() {
        return register;
    }

    /** What was refused so far. */
    public Refusals refusals() {
        return refusals;
    }

    /** Documents behind hashes. */
    public Documents documents() {
        return documents;
    }

    @Override
    public void close() {
        exchange.close();
    }
}
