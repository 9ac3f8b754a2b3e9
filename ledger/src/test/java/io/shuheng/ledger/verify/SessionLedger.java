package io.shuheng.ledger.verify;

import io.shuheng.core.engine.Answer;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SignStatement;
import io.shuheng.core.session.StatementHasher;
import io.shuheng.core.session.StatementTree;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** A closed ledger with one contract, number 1, whose buyer's order came in a session that its signed statement covers. */
public final class SessionLedger {

    /** What makes a name dangerous to a page that does not escape it. */
    public static final String HOSTILE_ENDING = "<script>alert(1)</script>\"'&]]>";

    private SessionLedger() {}

    /**
     * Writes it; the folder.
     *
     * @param kind ATTESTED, in a session with a key, or ASSERTED, in one without
     */
    public static Path under(Path parent, AuthenticationKind kind) throws IOException {
        Path ledger = parent.resolve("ledger");
        try (SmallExchange exchange = SmallExchange.found(ledger, TestKeys.MEMBERS_AUTHORITY.certificate())) {
            exchange.endNames(HOSTILE_ENDING);
            SmallMarket market = new SmallMarket(exchange);
            OpenSession opening = opening(exchange, kind == AuthenticationKind.ATTESTED);
            long session = accepted(exchange.submit(opening, SmallMarket.BUYER_KEY, SmallMarket.BUYER));
            PlaceOrder order = market.order(1);
            order.put(0, 1L);
            order.put(1, 0L);
            StatementHasher hasher = new StatementHasher();
            StatementTree tree = new StatementTree(
                    exchange.ledgerId(), session, Sm3Hash.of(Sm3.hash(AvroBytes.encode(opening))), hasher);
            tree.add(hasher.leaf(exchange.bytesToSign(order)), true, 0);
            accepted(exchange.sequence(order, new Authentication(kind.number(), 0, session, ByteBuffer.allocate(0))));
            Sm3Hash root = tree.root(1);
            if (root == null) {
                throw new AssertionError("the tree has no command 1");
            }
            accepted(exchange.submit(
                    new SignStatement(
                            exchange.nextClientId(), exchange.notAfterNs(), session, 1L, new Hash32(root.bytes())),
                    SmallMarket.BUYER_KEY,
                    SmallMarket.BUYER));
            market.askForSeal();
            market.seal(1, 1, market.root(1, 1), TestKeys.OPERATOR);
        }
        return ledger;
    }

    private static OpenSession opening(SmallExchange exchange, boolean keyed) {
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
}
