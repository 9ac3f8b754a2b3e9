package io.shuheng.examples.exchangeday.stage;

import io.shuheng.core.member.Draft;
import io.shuheng.core.member.MemberSession;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.core.session.CloseSession;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.apache.avro.specific.SpecificRecord;

/**
 * A party that trades in a session (会话): its orders carry a tag under a session key, and every now and then it signs a
 * statement over all of them. For one thread.
 */
public final class Trader {

    private final Party party;
    private final Exchange exchange;
    private final MemberSession session;

    Trader(Party party, Exchange exchange, MemberSession session) {
        this.party = party;
        this.exchange = exchange;
        this.session = session;
    }

    /** Who it is. */
    public Party party() {
        return party;
    }

    /**
     * Sends a command and does not wait for its outcome.
     *
     * @param command makes it for the session's next counter, which is its client id
     */
    public CompletableFuture<Outcome> submit(LongFunction<SpecificRecord> command) {
        return exchange.submit(session.submission(command.apply(session.nextCounter())));
    }

    /** Signs a statement over all that was sent and has an outcome; nothing where there is nothing to sign for. Blocks. */
    public void state() {
        if (session.unstated() == 0) {
            return;
        }
        long lastCounter = session.nextCounter() - 1;
        Draft statement = party.draft(ids -> session.statement(ids.clientId(), ids.notAfterNs(), lastCounter));
        party.require(party.submit(party.sign(statement)), "SignStatement");
        session.stated(lastCounter);
    }

    /** Ends the session and forgets its key. Blocks. */
    public void close() {
        state();
        party.send(ids -> new CloseSession(ids.clientId(), ids.notAfterNs(), session.number()));
        session.close();
    }
}
