package io.shuheng.examples.exchangeday.stage;

import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.member.Draft;
import io.shuheng.core.member.MemberSession;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.Exchange;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.core.session.OpenSession;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2PublicKey;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.examples.exchangeday.rehearsal.KeyFolder;
import io.shuheng.examples.exchangeday.rehearsal.SteppingClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
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
    private final ServiceDesk services;
    private final SteppingClock clock;
    private final CommandDesk desk;
    private final Signer signer;
    private long lastClientId;

    Party(
            String name,
            KeyFolder keys,
            Exchange exchange,
            Bulletin bulletin,
            ServiceDesk services,
            SteppingClock clock) {
        this.name = name;
        this.keys = keys;
        this.exchange = exchange;
        this.bulletin = bulletin;
        this.services = services;
        this.clock = clock;
        this.signer = keys.signing().signer("commands");
        this.desk = desk(exchange, keys, exchange.ledgerId());
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
        SpecificRecord built = build(command);
        return require(submit(sign(built)), built.getSchema().getName());
    }

    /**
     * Requires that a command was taken.
     *
     * @param what name of the command
     * @return the records that it brought about
     */
    Group require(Outcome outcome, String what) {
        if (!outcome.isAccepted()) {
            throw new StoryBrokenException(name + ", " + what + ": " + outcome.message());
        }
        return bulletin.group(outcome.sequence());
    }

    /**
     * Opens a session in which the party sends orders with a tag instead of a signature. Blocks.
     *
     * @param recipient the exchange's key, to which the session key is wrapped
     * @param terms the command that opens it, with the hash that binds the session key
     */
    public Trader openSession(Sm2PublicKey recipient, BiFunction<Ids, Hash32, OpenSession> terms) {
        MemberSession session = new MemberSession(desk, keys.crypto(), recipient);
        Draft opening = draft(ids -> session.opening(terms.apply(ids, session.keySm3())));
        Outcome outcome = await(exchange.openSession(sign(opening), session.wrappedKey()));
        require(outcome, "OpenSession");
        session.opened(outcome.sequence());
        return new Trader(this, exchange, session);
    }

    /**
     * Sends a command that must be refused, and waits for the answer. Blocks.
     *
     * @return the answer
     * @throws StoryBrokenException where it was taken, or refused for another reason
     */
    public Outcome refused(RefusalCode expected, Function<Ids, SpecificRecord> command) {
        SpecificRecord built = build(command);
        Outcome outcome = submit(sign(built));
        if (outcome.code() != expected) {
            throw new StoryBrokenException(name + ", " + built.getSchema().getName() + ": " + outcome.message()
                    + ", where it must be " + expected);
        }
        return outcome;
    }

    /** A command with the party's next number and a validity of half a minute. */
    public SpecificRecord build(Function<Ids, SpecificRecord> command) {
        return command.apply(nextIds());
    }

    Draft draft(Function<Ids, Draft> draft) {
        return draft.apply(nextIds());
    }

    private Ids nextIds() {
        lastClientId++;
        return new Ids(lastClientId, clock.nowNs() + VALIDITY_NS);
    }

    /** The command as bytes to submit, signed with the party's key. */
    public byte[] sign(SpecificRecord command) {
        return desk.submission(command, signer);
    }

    byte[] sign(Draft draft) {
        return draft.submission(signer.sign(draft.bytesToSign()));
    }

    /** The command as bytes to submit, signed as if for another ledger. */
    public byte[] signFor(Sm3Hash otherLedger, SpecificRecord command) {
        return desk(exchange, keys, otherLedger).submission(command, signer);
    }

    /**
     * Submits bytes and waits for what became of them; where they have a record, until it was made known, and whatever it
     * asks the exchange's services for is done. Blocks.
     */
    public Outcome submit(byte[] submission) {
        Outcome outcome = exchange.submitAndAwait(submission, PATIENCE_NS);
        if (outcome.isRecorded()) {
            bulletin.group(outcome.sequence());
            services.serve();
        }
        return outcome;
    }

    /** An outcome that is on its way. Blocks. */
    public static Outcome await(CompletableFuture<Outcome> outcome) {
        try {
            return outcome.get(PATIENCE_NS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryBrokenException("interrupted while waiting for an outcome");
        } catch (ExecutionException | TimeoutException e) {
            throw new StoryBrokenException("no outcome: " + e);
        }
    }

    private static CommandDesk desk(Exchange exchange, KeyFolder keys, Sm3Hash ledger) {
        return new CommandDesk(ledger, keys.signing().certificate().sm3(), exchange.instruments());
    }
}
