package io.shuheng.examples.exchangeday.stage;

import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.crypto.Signer;
import io.shuheng.examples.exchangeday.rehearsal.KeyFolder;
import io.shuheng.examples.exchangeday.rehearsal.SteppingClock;
import java.time.Duration;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Somebody who acts on the exchange: a member, an officer, the operator. It builds its commands, signs them with the key
 * in its own folder, and sends bytes; the exchange never sees the key. For one thread.
 */
public final class Party {

    private static final long VALIDITY_NS = Duration.ofSeconds(30).toNanos();
    private static final long PATIENCE_NS = Duration.ofSeconds(60).toNanos();

    private final String name;
    private final KeyFolder keys;
    private final Exchange exchange;
    private final Bulletin bulletin;
    private final SteppingClock clock;
    private final CommandDesk desk;
    private final Signer signer;
    private long lastClientId;

    Party(String name, KeyFolder keys, Exchange exchange, Bulletin bulletin, SteppingClock clock) {
        this.name = name;
        this.keys = keys;
        this.exchange = exchange;
        this.bulletin = bulletin;
        this.clock = clock;
        this.signer = keys.signing().signer("commands");
        this.desk = new CommandDesk(
                exchange.ledgerId(), keys.signing().certificate().sm3(), exchange.instruments());
    }

    /** The name of its folder. */
    public String name() {
        return name;
    }

    /** Its own keys. */
    public KeyFolder keys() {
        return keys;
    }

    /**
     * Sends a command and waits for what became of it. Blocks.
     *
     * @return the records that it brought about
     * @throws StoryBrokenException where it was refused
     */
    public Group send(Function<Ids, SpecificRecord> command) {
        lastClientId++;
        SpecificRecord built = command.apply(new Ids(lastClientId, clock.nowNs() + VALIDITY_NS));
        Outcome outcome = exchange.submitAndAwait(desk.submission(built, signer), PATIENCE_NS);
        if (!outcome.isAccepted()) {
            throw new StoryBrokenException(name + ", " + built.getSchema().getName() + ": " + outcome.message());
        }
        return bulletin.group(outcome.sequence());
    }
}
