package io.shuheng.ledger.verify;

import io.shuheng.core.engine.Answer;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SignStatement;
import io.shuheng.core.session.StatementHasher;
import io.shuheng.core.session.StatementTree;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A ledger of a small exchange whose buyer trades in sessions and signs statements over them; contracts are numbered from 1. */
public final class SessionLedger implements AutoCloseable {

    /** What makes a name dangerous to a page that does not escape it. */
    public static final String HOSTILE_ENDING = "<script>alert(1)</script>\"'&]]>";

    /** Number of the provider's key. */
    public static final int PROVIDER_KEY = SmallMarket.PROVIDER_KEY;

    private final Path parent;
    private final AuthenticationKind kind;
    private final SmallExchange exchange;
    private final SmallMarket market;
    private final StatementHasher hasher = new StatementHasher();
    private final Map<Long, StatementTree> trees = new HashMap<>();

    private SessionLedger(Path parent, AuthenticationKind kind) {
        this.parent = parent;
        this.kind = kind;
        exchange = SmallExchange.found(ledger(), TestKeys.MEMBERS_AUTHORITY.certificate());
        exchange.endNames(HOSTILE_ENDING);
        market = new SmallMarket(exchange);
    }

    /**
     * Begins it.
     *
     * @param kind ATTESTED, in sessions with a key, or ASSERTED, in such without
     */
    public static SessionLedger found(Path parent, AuthenticationKind kind) {
        return new SessionLedger(parent, kind);
    }

    /** Writes a closed one with one contract, number 1, whose buyer's order came in a session that a statement covers; the folder. */
    public static Path under(Path parent, AuthenticationKind kind) {
        try (SessionLedger sessions = found(parent, kind)) {
            long session = sessions.open();
            sessions.order(session);
            sessions.state(session, 1);
            sessions.seal(1);
            return sessions.ledger();
        }
    }

    /** The folder. */
    public Path ledger() {
        return parent.resolve("ledger");
    }

    /** The operator's certificate, PEM. */
    public Path operator() throws IOException {
        return Files.writeString(parent.resolve("operator.pem"), TestKeys.OPERATOR_CERTIFICATE.pem());
    }

    /** The members' authority, PEM. */
    public Path membersAuthority() throws IOException {
        return Files.writeString(
                parent.resolve("members-ca.pem"),
                TestKeys.MEMBERS_AUTHORITY.certificate().pem());
    }

    /** The buyer opens a session; its number. */
    public long open() {
        OpenSession opening = opening(kind == AuthenticationKind.ATTESTED);
        long session = accepted(exchange.submit(opening, SmallMarket.BUYER_KEY, SmallMarket.BUYER));
        Sm3Hash openingSm3 = Sm3Hash.of(Sm3.hash(AvroBytes.encode(opening)));
        trees.put(session, new StatementTree(exchange.ledgerId(), session, openingSm3, hasher));
        return session;
    }

    /** The buyer takes a lot in a session; the order's sequence. */
    public long order(long session) {
        StatementTree tree = trees.get(session);
        PlaceOrder order = market.order(1);
        order.put(0, tree.last() + 1);
        order.put(1, 0L);
        tree.add(hasher.leaf(exchange.bytesToSign(order)), true, 0);
        return accepted(
                exchange.sequence(order, new Authentication(kind.number(), 0, session, ByteBuffer.allocate(0))));
    }

    /** The buyer signs for all commands of a session up to a counter; the statement's sequence. */
    public long state(long session, long lastCounter) {
        long statement = accepted(statement(session, lastCounter, SmallMarket.BUYER_KEY, SmallMarket.BUYER));
        trees.get(session).stated(lastCounter);
        return statement;
    }

    /** The provider signs for commands of the buyer, and is refused; the statement's sequence. */
    public long refused(long session, long lastCounter) {
        return statement(session, lastCounter, SmallMarket.PROVIDER_KEY, SmallMarket.PROVIDER)
                .sequence();
    }

    /** The same, and the operator calls it accepted. */
    public long forged(long session, long lastCounter) {
        exchange.alter(record -> RecordHeader.type(record, 0) == STATEMENT_TYPE
                ? told(record, new Event(EventKind.STATEMENT_SIGNED.number(), session, 1L, lastCounter))
                : record);
        long statement = refused(session, lastCounter);
        exchange.alter(record -> record);
        return statement;
    }

    private static final int STATEMENT_TYPE =
            RulesVersions.current().kindOf(SignStatement.class).type();

    /** The record of a command, with one other event. */
    private static byte[] told(byte[] record, Event event) {
        RecordKind kind = RulesVersions.current().ofType(RecordHeader.type(record, 0));
        CommandBody body = CommandBody.read(kind.checker(), record, 0, record.length);
        int end = RecordHeader.LENGTH + body.command().length + AvroBytes.encode(body.authentication()).length;
        ByteArrayOutputStream altered = new ByteArrayOutputStream();
        altered.writeBytes(Arrays.copyOf(record, end));
        altered.write(2);
        altered.writeBytes(AvroBytes.encode(event));
        altered.write(0);
        return altered.toByteArray();
    }

    private Answer statement(long session, long lastCounter, int key, Signer signer) {
        Sm3Hash root = trees.get(session).root(lastCounter);
        if (root == null) {
            throw new AssertionError("the tree has no command " + lastCounter);
        }
        return exchange.submit(
                new SignStatement(
                        exchange.nextClientId(), exchange.notAfterNs(), session, lastCounter, new Hash32(root.bytes())),
                key,
                signer);
    }

    /** The exchange seals the contracts up to that one. */
    public void seal(long last) {
        market.askForSeal();
        market.seal(1, last, market.root(1, last), TestKeys.OPERATOR);
    }

    /** Appends a signed checkpoint. */
    public void checkpoint() {
        exchange.checkpoint();
    }

    private OpenSession opening(boolean keyed) {
        return OpenSession.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setKeySm3(keyed ? SmallExchange.hash("session key") : new Hash32(new byte[32]))
                .setInstruments(List.of())
                .setBoards(List.of())
                .setMaxNotionalFen(1_000_000)
                .setExpiresNs(exchange.notAfterNs() + SmallExchange.DAY_NS)
                .setStatementEveryCommands(keyed ? 10 : 0)
                .setStatementEveryNs(keyed ? 60_000_000_000L : 0)
                .build();
    }

    private static long accepted(Answer answer) {
        if (!answer.isAccepted()) {
            throw new AssertionError(answer);
        }
        return answer.sequence();
    }

    @Override
    public void close() {
        exchange.close();
    }
}
