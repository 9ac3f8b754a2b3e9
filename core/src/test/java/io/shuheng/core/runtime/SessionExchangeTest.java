package io.shuheng.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.member.Draft;
import io.shuheng.core.member.MemberSession;
import io.shuheng.core.member.VouchedCommands;
import io.shuheng.core.participant.ActivateParticipant;
import io.shuheng.core.participant.ReviewIdentity;
import io.shuheng.core.participant.ReviewMethod;
import io.shuheng.core.participant.Uscc;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.session.CloseSession;
import io.shuheng.core.session.EndSessions;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.session.SessionSubmission;
import io.shuheng.core.session.Tag32;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.SelfTradePrevention;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * Sessions through the façade, with real keys. The orders name instrument 0, so that the engine refuses each with a
 * record: how they trade is the engine's test.
 */
class SessionExchangeTest {

    private static final String MEMBER_USCC = Uscc.withCheckCharacter("91310000MA1000001");

    private final ExchangeFixture fixture = new ExchangeFixture();
    private final MemoryLedger ledger = new MemoryLedger();
    private final CryptoProvider crypto = BouncyCastleCryptoProvider.create();
    private final Sm2KeyPair box = crypto.generateKeyPair();
    private final Signer signer = fixture.authority.newSigner();
    private final Certificate certificate =
            fixture.authority.certificate(signer, "示例企业", MEMBER_USCC, CertificateUsage.SIGN);
    private long clientId = 1000;

    @Test
    void takesTaggedCommandsAndTheStatementOverThem() {
        try (Exchange exchange = withMember()) {
            MemberSession session = opened(exchange);
            byte[] first = session.submission(order(session));
            Outcome outcome = await(exchange, first);
            assertRecorded(outcome);
            byte[] second = session.submission(order(session));
            assertRecorded(await(exchange, second));
            Outcome again = await(exchange, first);
            assertThat(again.repeated()).isTrue();
            assertThat(again.sequence()).isEqualTo(outcome.sequence());
            assertThat(stated(exchange, session).isAccepted()).isTrue();
            assertThat(session.unstated()).isZero();
        }
    }

    @Test
    void takesWhatThePlatformVouchesForAndTheStatementThatTheMemberSignsAfterReadingIt() {
        try (Exchange exchange = withMember()) {
            OpenSession opening = withoutKey();
            Draft draft = desk(exchange).draft(opening);
            Outcome opened = await(exchange, draft.submission(signer.sign(draft.bytesToSign())));
            accepted(opened);
            PlaceOrder order = order(1, 0);
            int type = RulesVersions.current().kindOf(PlaceOrder.class).type();
            Outcome outcome = exchange.vouch(opened.sequence(), type, AvroBytes.encode(order))
                    .join();
            assertRecorded(outcome);

            VouchedCommands vouched = new VouchedCommands(desk(exchange), opened.sequence(), opening);
            assertThatThrownBy(() -> vouched.statement(1, 1)).isInstanceOf(IllegalStateException.class);
            assertThat(vouchedFor(vouched)).containsExactly(order);
            Draft statement = vouched.statement(++clientId, notAfterNs());
            assertThat(await(exchange, statement.submission(signer.sign(statement.bytesToSign())))
                            .isAccepted())
                    .isTrue();
            vouched.stated(1);
            assertThat(vouched.count()).isOne();
        }
    }

    @Test
    void vouchesForNothingThatIsNoCommandOfASessionThePlatformHas() {
        try (Exchange exchange = withMember()) {
            MemberSession keyed = opened(exchange);
            int type = RulesVersions.current().kindOf(PlaceOrder.class).type();
            byte[] command = AvroBytes.encode(order(1, 0));
            long size = exchange.size();
            assertUnrecorded(exchange.vouch(0, type, command).join(), RefusalCode.SESSION_UNKNOWN);
            assertUnrecorded(exchange.vouch(keyed.number(), type, command).join(), RefusalCode.SESSION_UNKNOWN);
            assertUnrecorded(exchange.vouch(keyed.number(), 255, command).join(), RefusalCode.UNKNOWN_TYPE);
            assertUnrecorded(exchange.vouch(keyed.number(), 2, new byte[0]).join(), RefusalCode.NOT_FOR_MEMBERS);
            assertUnrecorded(exchange.vouch(keyed.number(), type, new byte[0]).join(), RefusalCode.NOT_CANONICAL);
            assertUnrecorded(
                    exchange.vouch(keyed.number(), type, new byte[1 << 20]).join(), RefusalCode.TOO_LARGE);
            assertThat(exchange.size()).isEqualTo(size);
        }
    }

    @Test
    void losesItsSessionsAtARestartAndStillTakesTheirStatements() {
        MemberSession session;
        byte[] sent;
        byte[] unsent;
        try (Exchange exchange = withMember()) {
            session = opened(exchange);
            sent = session.submission(order(session));
            assertRecorded(await(exchange, sent));
            unsent = session.submission(order(session));
            session.takeBack(2);
        }
        long before = ledger.size();
        MemoryLedger reopened = ledger.reopened();
        try (Exchange exchange = Exchange.open(settings(), reopened)) {
            assertThat(exchange.size()).isEqualTo(before + 1);
            Event ended = events(reopened, before, EndSessions.class).get(0);
            assertThat(ended).isEqualTo(new Event(EventKind.SESSION_ENDED.number(), session.number(), 3L, 1L));
            assertUnrecorded(await(exchange, unsent), RefusalCode.SESSION_UNKNOWN);
            assertUnrecorded(await(exchange, sent), RefusalCode.SESSION_UNKNOWN);
            assertThat(stated(exchange, session).isAccepted()).isTrue();
        }
        MemoryLedger again = reopened.reopened();
        long after = again.size();
        Exchange.open(settings(), again).close();
        assertThat(again.size()).isEqualTo(after);
    }

    @Test
    void refusesATagOfAnotherKeySessionOrCommand() {
        try (Exchange exchange = withMember()) {
            MemberSession session = opened(exchange);
            MemberSession other = opened(exchange);
            SessionSubmission good = parsed(session.submission(order(session)));
            long size = exchange.size();
            assertUnrecorded(await(exchange, with(good, other.number(), good.getCommand())), RefusalCode.BAD_TAG);
            ByteBuffer otherCommand = ByteBuffer.wrap(AvroBytes.encode(order(2, 0)));
            assertUnrecorded(await(exchange, with(good, session.number(), otherCommand)), RefusalCode.BAD_TAG);
            assertUnrecorded(await(exchange, with(good, 999, good.getCommand())), RefusalCode.SESSION_UNKNOWN);
            byte[] changed = good.getTag().bytes().clone();
            changed[31] ^= 1;
            good.put(4, new Tag32(changed));
            assertUnrecorded(await(exchange, AvroBytes.encode(good)), RefusalCode.BAD_TAG);
            assertThat(exchange.size()).isEqualTo(size);
        }
    }

    @Test
    void refusesHostileBytesOfTheFormAndGoesOn() {
        try (Exchange exchange = withMember()) {
            MemberSession session = opened(exchange);
            byte[] good = session.submission(order(session));
            long size = exchange.size();
            for (int i = 0; i < good.length; i++) {
                byte[] bad = good.clone();
                bad[i] ^= 0x20;
                assertThat(await(exchange, bad).isRecorded()).as("byte " + i).isFalse();
                assertThat(await(exchange, Arrays.copyOf(good, i)).code()).isEqualTo(RefusalCode.MALFORMED);
            }
            assertUnrecorded(await(exchange, Arrays.copyOf(good, good.length + 1)), RefusalCode.MALFORMED);
            SessionSubmission parsed = parsed(good);
            assertUnrecorded(await(exchange, ofType(parsed, 2)), RefusalCode.NOT_FOR_MEMBERS);
            assertUnrecorded(await(exchange, ofType(parsed, 23)), RefusalCode.NOT_FOR_MEMBERS);
            assertUnrecorded(await(exchange, ofType(parsed, 129)), RefusalCode.UNKNOWN_TYPE);
            assertThat(exchange.size()).isEqualTo(size);
            assertRecorded(await(exchange, good));
        }
    }

    @Test
    void refusesAnOrderForAnInstrumentThatIsNotDurablyOpen() {
        try (Exchange exchange = withMember()) {
            MemberSession session = opened(exchange);
            assertUnrecorded(await(exchange, session.submission(order(1, 5))), RefusalCode.UNKNOWN_INSTRUMENT);
            session.takeBack(1);
            assertRecorded(await(exchange, session.submission(order(session))));
        }
    }

    @Test
    void opensASessionOnlyWithTheKeyThatTheCommandCommitsTo() {
        try (Exchange exchange = withMember()) {
            MemberSession session = new MemberSession(desk(exchange), crypto, box.publicKey());
            MemberSession other = new MemberSession(desk(exchange), crypto, box.publicKey());
            Draft draft = session.opening(terms(session));
            byte[] opening = draft.submission(signer.sign(draft.bytesToSign()));
            long size = exchange.size();
            assertUnrecorded(exchange.openSession(opening, other.wrappedKey()).join(), RefusalCode.SESSION_KEY);
            assertUnrecorded(exchange.openSession(opening, new byte[0]).join(), RefusalCode.SESSION_KEY);
            assertUnrecorded(exchange.openSession(opening, new byte[129]).join(), RefusalCode.SESSION_KEY);
            byte[] shortKey = crypto.wrap(box.publicKey(), new byte[16]);
            assertUnrecorded(exchange.openSession(opening, shortKey).join(), RefusalCode.SESSION_KEY);
            byte[] toAnother = crypto.wrap(crypto.generateKeyPair().publicKey(), new byte[32]);
            assertUnrecorded(exchange.openSession(opening, toAnother).join(), RefusalCode.SESSION_KEY);
            assertUnrecorded(await(exchange, opening), RefusalCode.SESSION_KEY);
            byte[] noOpening = desk(exchange).submission(noOpening(), signer);
            assertUnrecorded(
                    exchange.openSession(noOpening, session.wrappedKey()).join(), RefusalCode.UNKNOWN_TYPE);
            assertThat(exchange.size()).isEqualTo(size);
            Outcome opened = exchange.openSession(opening, session.wrappedKey()).join();
            assertThat(opened.isAccepted()).isTrue();
            Outcome again = exchange.openSession(opening, session.wrappedKey()).join();
            assertThat(again.repeated()).isTrue();
            session.opened(opened.sequence());
            assertRecorded(await(exchange, session.submission(order(session))));
        }
    }

    @Test
    void refusesSessionsWhereTheExchangeHasNoKeyForThem() {
        fixture.found(ledger);
        try (Exchange exchange = Exchange.open(fixture.settings(), ledger)) {
            enrol(exchange);
            MemberSession session = new MemberSession(desk(exchange), crypto, box.publicKey());
            Draft draft = session.opening(terms(session));
            byte[] opening = draft.submission(signer.sign(draft.bytesToSign()));
            assertUnrecorded(
                    exchange.openSession(opening, session.wrappedKey()).join(), RefusalCode.SESSIONS_NOT_OFFERED);
        }
    }

    @Test
    void forgetsTheKeyOfASessionThatIsClosed() {
        try (Exchange exchange = withMember()) {
            MemberSession session = opened(exchange);
            Outcome closed = submit(exchange, new CloseSession(++clientId, notAfterNs(), session.number()));
            assertThat(closed.isAccepted()).isTrue();
            assertUnrecorded(await(exchange, session.submission(order(session))), RefusalCode.SESSION_UNKNOWN);
        }
    }

    @Test
    void refusesOnTheMembersSideWhatTheExchangeWouldRefuse() {
        try (Exchange exchange = withMember()) {
            MemberSession session = opened(exchange);
            assertThatThrownBy(() -> session.submission(order(2, 0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("clientId 2");
            assertThatThrownBy(() -> session.statement(1, 1)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> session.takeBack(1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> session.opened(5)).isInstanceOf(IllegalStateException.class);
            session.close();
            assertThatThrownBy(() -> session.submission(order(session))).isInstanceOf(IllegalStateException.class);
            assertThat(session.toString()).isEqualTo("MemberSession[number=" + session.number() + "]");
        }
    }

    private ExchangeSettings settings() {
        return fixture.settings().withSessions(crypto.decryptor(box));
    }

    private Exchange withMember() {
        fixture.found(ledger);
        Exchange exchange = Exchange.open(settings(), ledger);
        enrol(exchange);
        return exchange;
    }

    private void enrol(Exchange exchange) {
        Signer reviewer = fixture.authority.newSigner();
        Signer activator = fixture.authority.newSigner();
        Certificate reviewing = appoint(exchange, reviewer, "登记岗");
        Certificate activating = appoint(exchange, activator, "复核岗");
        accepted(await(exchange, desk(exchange).submission(fixture.application(certificate, MEMBER_USCC), signer)));
        accepted(await(exchange, desk(exchange, reviewing).submission(review(), reviewer)));
        accepted(await(
                exchange,
                desk(exchange, activating)
                        .submission(new ActivateParticipant(++clientId, notAfterNs(), 2L), activator)));
    }

    private Certificate appoint(Exchange exchange, Signer officer, String office) {
        Certificate certificateOfOfficer =
                fixture.authority.certificate(officer, "示例数据交易所" + office, "", CertificateUsage.SIGN);
        accepted(fixture.submit(exchange, fixture.appointment(office, certificateOfOfficer)));
        return certificateOfOfficer;
    }

    private ReviewIdentity review() {
        return ReviewIdentity.newBuilder()
                .setClientId(++clientId)
                .setNotAfterNs(notAfterNs())
                .setParticipant(2)
                .setMethod(ReviewMethod.DOCUMENTS)
                .setEvidenceSm3(EngineFixture.hash("licence"))
                .setValidUntilNs(Long.MAX_VALUE)
                .setPassed(true)
                .setReasonCode("")
                .build();
    }

    /** What the platform sent, read from the ledger's records as a subscriber gets them. */
    private List<SpecificRecord> vouchedFor(VouchedCommands vouched) {
        List<SpecificRecord> commands = new ArrayList<>();
        try (RecordCursor cursor = ledger.cursor(0)) {
            while (cursor.next()) {
                RecordKind kind = RulesVersions.current().ofType(RecordHeader.type(cursor.array(), cursor.offset()));
                if (kind.isCommand()) {
                    CommandBody body = CommandBody.read(
                            kind.checker(), cursor.array(), cursor.offset(), cursor.offset() + cursor.length());
                    vouched.observe(kind, body).ifPresent(commands::add);
                }
            }
        }
        return commands;
    }

    private OpenSession withoutKey() {
        return OpenSession.newBuilder()
                .setClientId(++clientId)
                .setNotAfterNs(notAfterNs())
                .setMandate(0)
                .setKeySm3(new Hash32(new byte[32]))
                .setInstruments(List.of())
                .setBoards(List.of())
                .setMaxNotionalFen(1_000_000)
                .setExpiresNs(fixture.timeNs.get() + 3_600_000_000_000L)
                .setStatementEveryCommands(0)
                .setStatementEveryNs(0)
                .build();
    }

    private MemberSession opened(Exchange exchange) {
        MemberSession session = new MemberSession(desk(exchange), crypto, box.publicKey());
        Draft draft = session.opening(terms(session));
        Outcome outcome = exchange.openSession(draft.submission(signer.sign(draft.bytesToSign())), session.wrappedKey())
                .join();
        accepted(outcome);
        session.opened(outcome.sequence());
        return session;
    }

    private OpenSession terms(MemberSession session) {
        return OpenSession.newBuilder()
                .setClientId(++clientId)
                .setNotAfterNs(notAfterNs())
                .setMandate(0)
                .setKeySm3(session.keySm3())
                .setInstruments(List.of())
                .setBoards(List.of())
                .setMaxNotionalFen(1_000_000)
                .setExpiresNs(fixture.timeNs.get() + 3_600_000_000_000L)
                .setStatementEveryCommands(100)
                .setStatementEveryNs(60_000_000_000L)
                .build();
    }

    private Outcome stated(Exchange exchange, MemberSession session) {
        long last = session.nextCounter() - 1;
        Draft draft = session.statement(++clientId, notAfterNs());
        Outcome outcome = await(exchange, draft.submission(signer.sign(draft.bytesToSign())));
        session.stated(last);
        return outcome;
    }

    private PlaceOrder order(MemberSession session) {
        return order(session.nextCounter(), 0);
    }

    private static PlaceOrder order(long counter, long instrument) {
        return PlaceOrder.newBuilder()
                .setClientId(counter)
                .setNotAfterNs(0)
                .setMandate(0)
                .setInstrument(instrument)
                .setSide(Side.BUY)
                .setOrderType(OrderType.FIXED_PRICE)
                .setTimeInForce(TimeInForce.FOK)
                .setPriceMicros(1)
                .setPriceVersion(1)
                .setQuantityLots(1)
                .setScenario(0)
                .setSelfTrade(SelfTradePrevention.BOARD_RULE)
                .build();
    }

    private SpecificRecord noOpening() {
        return new ActivateParticipant(++clientId, notAfterNs(), 2L);
    }

    private long notAfterNs() {
        return fixture.timeNs.get() + EngineFixture.limits().getIdWindowNs() / 2;
    }

    private CommandDesk desk(Exchange exchange) {
        return desk(exchange, certificate);
    }

    private static CommandDesk desk(Exchange exchange, Certificate of) {
        return new CommandDesk(exchange.ledgerId(), of.sm3(), exchange.instruments());
    }

    private Outcome submit(Exchange exchange, SpecificRecord command) {
        return await(exchange, desk(exchange).submission(command, signer));
    }

    private static Outcome await(Exchange exchange, byte[] submission) {
        return exchange.submitAndAwait(submission, ExchangeFixture.PATIENCE_NS);
    }

    private static List<Event> events(MemoryLedger of, long sequence, Class<? extends SpecificRecord> type) {
        RecordKind kind = RulesVersions.current().kindOf(type);
        List<Event> events = new ArrayList<>();
        try (RecordCursor cursor = of.cursor(sequence)) {
            assertThat(cursor.next()).isTrue();
            assertThat(RecordHeader.type(cursor.array(), cursor.offset())).isEqualTo(kind.type());
            events.addAll(
                    CommandBody.read(kind.checker(), cursor.array(), cursor.offset(), cursor.offset() + cursor.length())
                            .events());
        }
        return events;
    }

    private static void accepted(Outcome outcome) {
        assertThat(outcome.isAccepted()).as(outcome.message()).isTrue();
    }

    private static void assertRecorded(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.message()).isEqualTo(RefusalCode.UNKNOWN_REFERENCE);
        assertThat(outcome.isRecorded()).isTrue();
    }

    private static void assertUnrecorded(Outcome outcome, RefusalCode code) {
        assertThat(outcome.code()).as(outcome.message()).isEqualTo(code);
        assertThat(outcome.isRecorded()).isFalse();
    }

    private static SessionSubmission parsed(byte[] submission) {
        return AvroBytes.decode(SessionSubmission.class, submission);
    }

    private static byte[] with(SessionSubmission good, long session, ByteBuffer command) {
        return AvroBytes.encode(new SessionSubmission(2, good.getType(), session, command, good.getTag()));
    }

    private static byte[] ofType(SessionSubmission good, int type) {
        return AvroBytes.encode(new SessionSubmission(2, type, good.getSession(), good.getCommand(), good.getTag()));
    }
}
