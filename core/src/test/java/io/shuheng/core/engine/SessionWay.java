package io.shuheng.core.engine;

import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.SigningBytes;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.session.CloseSession;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.PlainStatementTree;
import io.shuheng.core.session.SignStatement;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Trades in sessions, on a board that takes them, and computes what statements sign from its definition. */
public final class SessionWay {

    /** Commands that may wait for a statement. */
    public static final int EVERY_COMMANDS = 4;

    /** Time that the first of them may wait. */
    public static final Duration EVERY = Duration.ofSeconds(30);

    /** The board that takes commands of sessions; number 1 takes signed orders only. */
    public static final long BOARD = 2;

    private final EngineFixture exchange;
    private final TradeWay market;
    private final Map<Long, PlainStatementTree> trees = new HashMap<>();
    private final Map<Long, byte[]> termsHashes = new HashMap<>();

    /** With a market whose second board takes commands of sessions. */
    public SessionWay(EngineFixture exchange) {
        this(exchange, new TradeWay(exchange));
        exchange.submitByTwo(
                        market.board().setName("会话板").setSignedOrdersOnly(false).build(), Duty.MARKET)
                .requireAccepted();
        market.deposit(1_000_000_000);
    }

    /** In a market as it is. */
    public SessionWay(EngineFixture exchange, TradeWay market) {
        this.exchange = exchange;
        this.market = market;
    }

    /** The market. */
    public TradeWay market() {
        return market;
    }

    /** An instrument on the board that takes sessions, with a standing offer. */
    public long offered() {
        return offered(BOARD);
    }

    /** An instrument on a board, with a standing offer. */
    public long offered(long board) {
        long instrument = market.instrument(SupplyKind.LIMITED, 10_000, board);
        exchange.submit(market.offer(instrument).build(), market.seller().key()).requireAccepted();
        return instrument;
    }

    /** Terms of a session of the buyer's, for all instruments, for a day. */
    public OpenSession.Builder terms() {
        return OpenSession.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setKeySm3(EngineFixture.hash("session key"))
                .setInstruments(List.of())
                .setBoards(List.of())
                .setMaxNotionalFen(Long.MAX_VALUE)
                .setExpiresNs(exchange.timeNs() + Duration.ofDays(1).toNanos())
                .setStatementEveryCommands(EVERY_COMMANDS)
                .setStatementEveryNs(EVERY.toNanos());
    }

    /** Terms of a session of the buyer's without a key, in which the platform vouches for it. */
    public OpenSession.Builder assertedTerms() {
        return terms().setKeySm3(new Hash32(new byte[32]))
                .setStatementEveryCommands(0)
                .setStatementEveryNs(0);
    }

    /** The buyer opens a session; its number. */
    public long opened() {
        return opened(terms().build(), market.buyer());
    }

    /** A member opens a session; its number. */
    public long opened(OpenSession command, Enrolment.Member member) {
        long number = exchange.submit(command, member.key())
                .requireAccepted()
                .answer()
                .sequence();
        trees.put(
                number,
                new PlainStatementTree(EngineFixture.hash("ledger").bytes(), number, AvroBytes.encode(command)));
        return number;
    }

    /** An order in a session, with that counter. */
    public PlaceOrder order(long instrument, long lots, long counter) {
        return market.order(instrument, lots)
                .setClientId(counter)
                .setNotAfterNs(0)
                .build();
    }

    /** Submits the next command of a session, which gets a record, and adds it to the tree. */
    public EngineFixture.Outcome submit(long session, SpecificRecord command, long instrument) {
        EngineFixture.Outcome outcome = exchange.submitInSession(command, session);
        tree(session)
                .add(SigningBytes.of(
                        Sm3Hash.of(EngineFixture.hash("ledger").bytes()),
                        RulesVersions.current().kindOf(command.getClass()),
                        termsHash(instrument),
                        AvroBytes.encode(command)));
        return outcome;
    }

    /** The buyer takes lots in a session, with the next counter. */
    public EngineFixture.Outcome trade(long session, long instrument, long lots) {
        return submit(session, order(instrument, lots, tree(session).last() + 1), instrument);
    }

    /** A statement over all commands of a session so far. */
    public SignStatement statement(long session) {
        return statement(session, tree(session).last());
    }

    /** A statement over the commands of a session up to that counter. */
    public SignStatement statement(long session, int lastCounter) {
        return new SignStatement(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                session,
                (long) lastCounter,
                new Hash32(tree(session).root(lastCounter).bytes()));
    }

    /** The command that closes a session. */
    public CloseSession closing(long session) {
        return new CloseSession(exchange.nextClientId(), exchange.notAfterNs(), session);
    }

    private PlainStatementTree tree(long session) {
        return trees.get(session);
    }

    /** From the records, for that is all a member has. */
    private Sm3Hash termsHash(long instrument) {
        if (instrument == 0) {
            return Sm3Hash.ZERO;
        }
        return Sm3Hash.of(termsHashes.computeIfAbsent(instrument, number -> {
            List<byte[]> openings = new ArrayList<>();
            for (byte[] record : exchange.records()) {
                EngineFixture.commandIn(record, OpenInstrument.class).ifPresent(openings::add);
            }
            return Sm3.hash(openings.get((int) instrument - 1));
        }));
    }
}
