package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.engine.Answer;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.session.EndSessions;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SignStatement;
import io.shuheng.core.session.StatementHasher;
import io.shuheng.core.session.StatementTree;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders of sessions and the statements over them, in ledgers that were really written. */
final class SessionStatementsTest {

    @TempDir
    Path folder;

    private final StatementHasher hasher = new StatementHasher();
    private StatementTree tree;
    private long session;
    private AuthenticationKind kind = AuthenticationKind.ATTESTED;

    @Test
    void countsAttestedCommandsByWhetherASignedStatementCoversThem() throws IOException {
        try (SmallExchange exchange = found()) {
            SmallMarket market = opened(exchange);
            trade(exchange, market);
            trade(exchange, market);
            state(exchange, root(2), 2, SmallMarket.BUYER_KEY, SmallMarket.BUYER);
            tree.stated(2);
            trade(exchange, market);
        }
        Report report = verify(VerificationLevel.REPLAY);
        assertThat(report.fault()).isNull();
        assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
        assertThat(report.commands().count(AuthenticationKind.ATTESTED)).isEqualTo(3);
        assertThat(report.commands().attestedStated()).isEqualTo(2);
        assertThat(report.limits()).contains(Report.Limit.ATTESTED_COMMANDS);
    }

    @Test
    void countsAssertedCommandsApartAndThoseThatTheMemberSignedForAfterwards() throws IOException {
        try (SmallExchange exchange = found()) {
            SmallMarket market = opened(exchange, AuthenticationKind.ASSERTED);
            trade(exchange, market);
            trade(exchange, market);
            state(exchange, root(2), 2, SmallMarket.BUYER_KEY, SmallMarket.BUYER);
            tree.stated(2);
            trade(exchange, market);
        }
        Report report = verify(VerificationLevel.REPLAY);
        assertThat(report.fault()).isNull();
        assertThat(report.commands().count(AuthenticationKind.ASSERTED)).isEqualTo(3);
        assertThat(report.commands().unstated(AuthenticationKind.ASSERTED)).isOne();
        assertThat(report.limits())
                .contains(Report.Limit.ASSERTED_COMMANDS)
                .doesNotContain(Report.Limit.ATTESTED_COMMANDS);
    }

    @Test
    void findsACommandThatThePlatformVouchesForInASessionWithAKey() throws IOException {
        long vouched;
        try (SmallExchange exchange = found()) {
            SmallMarket market = opened(exchange);
            exchange.alter(record -> with(record, AuthenticationKind.ASSERTED, session));
            vouched = trade(exchange, market).sequence();
        }
        assertFault(vouched, "opened with a key");
    }

    @Test
    void saysNothingOfSessionsThatAreStatedInFullAfterTheyWereLost() throws IOException {
        try (SmallExchange exchange = found()) {
            SmallMarket market = opened(exchange);
            trade(exchange, market);
            accepted(exchange.sequence(
                    new EndSessions(),
                    new Authentication(AuthenticationKind.INTERNAL.number(), 0, 0L, ByteBuffer.allocate(0))));
            state(exchange, root(1), 1, SmallMarket.BUYER_KEY, SmallMarket.BUYER);
        }
        Report report = verify(VerificationLevel.REPLAY);
        assertThat(report.fault()).isNull();
        assertThat(report.commands().attestedStated()).isEqualTo(1);
        assertThat(report.limits()).doesNotContain(Report.Limit.ATTESTED_COMMANDS);
    }

    @Test
    void findsAStatementOverOtherCommandsThatTheOperatorCallsAccepted() throws IOException {
        long statement;
        try (SmallExchange exchange = found()) {
            SmallMarket market = opened(exchange);
            trade(exchange, market);
            exchange.alter(SessionStatementsTest::withoutEvents);
            statement = state(exchange, Sm3Hash.ofContent(new byte[1]), 1, SmallMarket.BUYER_KEY, SmallMarket.BUYER)
                    .sequence();
        }
        assertFault(statement, "signStatement.root");
    }

    @Test
    void findsAStatementThatSomebodyElseSigned() throws IOException {
        long statement;
        try (SmallExchange exchange = found()) {
            SmallMarket market = opened(exchange);
            trade(exchange, market);
            exchange.alter(SessionStatementsTest::withoutEvents);
            statement = state(exchange, root(1), 1, SmallMarket.PROVIDER_KEY, SmallMarket.PROVIDER)
                    .sequence();
        }
        assertFault(statement, "another member");
    }

    @Test
    void findsAStatementBeyondTheLastCommand() throws IOException {
        long statement;
        try (SmallExchange exchange = found()) {
            SmallMarket market = opened(exchange);
            trade(exchange, market);
            exchange.alter(SessionStatementsTest::withoutEvents);
            statement = state(exchange, root(1), 2, SmallMarket.BUYER_KEY, SmallMarket.BUYER)
                    .sequence();
        }
        assertFault(statement, "lastCounter 2");
    }

    @Test
    void findsACommandThatWasSlippedIntoASession() throws IOException {
        long slipped;
        try (SmallExchange exchange = found()) {
            SmallMarket market = opened(exchange);
            trade(exchange, market);
            exchange.alter(record -> {
                byte[] altered = record.clone();
                if (RecordHeader.type(record, 0) == 43) {
                    altered[RecordHeader.LENGTH] = 2 * 3;
                }
                return altered;
            });
            slipped = trade(exchange, market).sequence();
        }
        assertFault(slipped, "the next counter is 2");
    }

    @Test
    void findsACommandOfASessionThatNobodyOpened() throws IOException {
        long first;
        try (SmallExchange exchange = found()) {
            SmallMarket market = opened(exchange);
            exchange.alter(record -> with(record, AuthenticationKind.ATTESTED, session - 1));
            first = trade(exchange, market).sequence();
        }
        assertFault(first, "no record before opens it");
    }

    private SmallExchange found() {
        return SmallExchange.found(folder.resolve("ledger"), TestKeys.MEMBERS_AUTHORITY.certificate());
    }

    private SmallMarket opened(SmallExchange exchange) {
        return opened(exchange, AuthenticationKind.ATTESTED);
    }

    private SmallMarket opened(SmallExchange exchange, AuthenticationKind sent) {
        boolean keyed = sent == AuthenticationKind.ATTESTED;
        kind = sent;
        SmallMarket market = new SmallMarket(exchange);
        OpenSession opening = OpenSession.newBuilder()
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
        session = accepted(exchange.submit(opening, SmallMarket.BUYER_KEY, SmallMarket.BUYER))
                .sequence();
        tree = new StatementTree(exchange.ledgerId(), session, Sm3Hash.of(Sm3.hash(AvroBytes.encode(opening))), hasher);
        return market;
    }

    private Answer trade(SmallExchange exchange, SmallMarket market) {
        PlaceOrder order = market.order(1);
        order.put(0, tree.last() + 1);
        order.put(1, 0L);
        tree.add(hasher.leaf(exchange.bytesToSign(order)), true, 0);
        return accepted(
                exchange.sequence(order, new Authentication(kind.number(), 0, session, ByteBuffer.allocate(0))));
    }

    private Sm3Hash root(long counter) {
        Sm3Hash root = tree.root(counter);
        assertThat(root).isNotNull();
        return root;
    }

    private Answer state(SmallExchange exchange, Sm3Hash root, long lastCounter, int key, Signer signer) {
        return exchange.submit(
                new SignStatement(
                        exchange.nextClientId(), exchange.notAfterNs(), session, lastCounter, new Hash32(root.bytes())),
                key,
                signer);
    }

    private static Answer accepted(Answer answer) {
        assertThat(answer.isAccepted()).as(answer.toString()).isTrue();
        return answer;
    }

    /** The record of a refused command, as if it had been accepted. */
    private static byte[] withoutEvents(byte[] record) {
        CommandBody body = body(record);
        int end = RecordHeader.LENGTH + body.command().length + AvroBytes.encode(body.authentication()).length;
        byte[] altered = Arrays.copyOf(record, end + 1);
        altered[end] = 0;
        return altered;
    }

    /** The record of an ATTESTED command, as if it had come in another way or another session. */
    private static byte[] with(byte[] record, AuthenticationKind kind, long session) {
        if (RecordHeader.type(record, 0) != 43) {
            return record;
        }
        CommandBody body = body(record);
        int start = RecordHeader.LENGTH + body.command().length;
        byte[] before = AvroBytes.encode(body.authentication());
        byte[] after = AvroBytes.encode(new Authentication(kind.number(), 0, session, ByteBuffer.allocate(0)));
        assertThat(after).hasSameSizeAs(before);
        byte[] altered = record.clone();
        System.arraycopy(after, 0, altered, start, after.length);
        return altered;
    }

    private static CommandBody body(byte[] record) {
        RecordKind kind = RulesVersions.current().ofType(RecordHeader.type(record, 0));
        return CommandBody.read(kind.checker(), record, 0, record.length);
    }

    private Report verify(VerificationLevel level) throws IOException {
        Path ledger = folder.resolve("ledger");
        Path anchor = Files.copy(StandardLedger.newestCheckpoint(ledger), folder.resolve("kept.checkpoint"));
        return new Verifier(VerifierTest.settings(level, anchor)).verify(ledger);
    }

    private void assertFault(long sequence, String message) throws IOException {
        Report report = verify(VerificationLevel.SIGNATURES);
        assertThat(report.verdict()).isEqualTo(Verdict.FAULT);
        assertThat(report.fault().rule()).as(report.fault().toString()).isEqualTo(VerifierRule.SIGNATURE.name());
        assertThat(report.fault().sequence()).isEqualTo(sequence);
        assertThat(report.fault().message()).contains(message);
    }
}
