package io.shuheng.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.contract.ContractTemplate;
import io.shuheng.core.evidence.MemoryEvidenceStore;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.market.MarketData;
import io.shuheng.core.market.MarketMessage;
import io.shuheng.core.market.MarketReader;
import io.shuheng.core.market.MarketRequest;
import io.shuheng.core.member.CommandDesk;
import io.shuheng.core.monitor.Health;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.participant.Participants;
import io.shuheng.core.participant.Uscc;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.Submission;
import io.shuheng.core.view.ReadModel;
import io.shuheng.core.view.Visibility;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExchangeTest {

    private final ExchangeFixture fixture = new ExchangeFixture();
    private final MemoryLedger ledger = new MemoryLedger();

    @Test
    void answersWhenTheRecordIsDurableAndGivesTheSameAnswerToTheSameBytes() {
        try (Exchange exchange = founded()) {
            long before = exchange.size();
            byte[] submission = fixture.operatorDesk(exchange).submission(fixture.appointment("登记岗"), fixture.operator);
            Outcome first = exchange.submitAndAwait(submission, ExchangeFixture.PATIENCE_NS);
            assertThat(first.isAccepted()).isTrue();
            assertThat(first.sequence()).isEqualTo(before);
            assertThat(exchange.size()).isEqualTo(before + 1);
            Outcome again = exchange.submitAndAwait(submission, ExchangeFixture.PATIENCE_NS);
            assertThat(again.repeated()).isTrue();
            assertThat(again.sequence()).isEqualTo(first.sequence());
            assertThat(exchange.size()).isEqualTo(before + 1);
        }
    }

    @Test
    void findsItsStateAgainAfterARestart() {
        AppointOfficer appointment = fixture.appointment("登记岗");
        long sequence;
        try (Exchange exchange = founded()) {
            sequence = fixture.submit(exchange, appointment).sequence();
        }
        try (Exchange exchange = Exchange.open(fixture.settings(), ledger.reopened())) {
            Outcome again = fixture.submit(exchange, appointment);
            assertThat(again.repeated()).isTrue();
            assertThat(again.sequence()).isEqualTo(sequence);
            assertThat(fixture.submit(exchange, fixture.appointment("交易岗")).sequence())
                    .isEqualTo(sequence + 1);
        }
    }

    @Test
    void takesAnApplicationSignedWithTheKeyItBringsAndNoOther() {
        String id = Uscc.withCheckCharacter("91310000MA1000001");
        Signer signer = fixture.authority.newSigner();
        Certificate certificate = fixture.authority.certificate(signer, "示例企业", id, CertificateUsage.SIGN);
        try (Exchange exchange = founded()) {
            var application = fixture.application(certificate, id);
            CommandDesk desk = new CommandDesk(exchange.ledgerId(), certificate.sm3(), exchange.instruments());
            assertThat(exchange.submitAndAwait(
                                    desk.submission(application, fixture.operator), ExchangeFixture.PATIENCE_NS)
                            .code())
                    .isEqualTo(RefusalCode.BAD_SIGNATURE);
            assertThat(exchange.submitAndAwait(
                                    fixture.operatorDesk(exchange).submission(application, fixture.operator),
                                    ExchangeFixture.PATIENCE_NS)
                            .code())
                    .isEqualTo(RefusalCode.UNKNOWN_KEY);
            assertThat(exchange.submitAndAwait(desk.submission(application, signer), ExchangeFixture.PATIENCE_NS)
                            .isAccepted())
                    .isTrue();
        }
    }

    @Test
    void refusesACommandOfAnotherLedgerAndAChangedOne() {
        try (Exchange exchange = founded()) {
            long size = exchange.size();
            AppointOfficer command = fixture.appointment("登记岗");
            byte[] foreign = fixture.deskOfAnotherLedger().submission(command, fixture.operator);
            assertRefused(exchange, foreign, RefusalCode.BAD_SIGNATURE);
            byte[] changed = fixture.operatorDesk(exchange).submission(command, fixture.operator);
            Submission parsed = AvroBytes.decode(Submission.class, changed);
            byte[] otherCommand = AvroBytes.encode(fixture.appointment("另一岗"));
            assertRefused(exchange, resubmission(parsed, otherCommand), RefusalCode.BAD_SIGNATURE);
            assertThat(exchange.size()).isEqualTo(size);
        }
    }

    @Test
    void refusesACommandWhoseSignersCertificateHasRunOut() {
        try (Exchange exchange = founded()) {
            long size = exchange.size();
            fixture.timeNs.addAndGet(366 * 86_400_000_000_000L);
            EndorseAct command =
                    new EndorseAct(1L, fixture.timeNs.get() + 1_000_000_000L, 1L, new Hash32(new byte[32]));
            byte[] submission = fixture.operatorDesk(exchange).submission(command, fixture.operator);
            assertRefused(exchange, submission, RefusalCode.CERT_EXPIRED);
            assertThat(exchange.size()).isEqualTo(size);
        }
    }

    @Test
    void refusesBytesThatAreNoSubmissionAndGoesOn() {
        try (Exchange exchange = founded()) {
            long size = exchange.size();
            byte[] good = fixture.operatorDesk(exchange).submission(fixture.appointment("登记岗"), fixture.operator);
            Submission parsed = AvroBytes.decode(Submission.class, good);
            assertRefused(exchange, new byte[0], RefusalCode.MALFORMED);
            assertRefused(exchange, new byte[1 << 20], RefusalCode.TOO_LARGE);
            byte[] trailing = java.util.Arrays.copyOf(good, good.length + 1);
            assertRefused(exchange, trailing, RefusalCode.MALFORMED);
            byte[] command = AvroBytes.copyOf(parsed.getCommand());
            assertRefused(
                    exchange,
                    resubmission(parsed, java.util.Arrays.copyOf(command, command.length + 1)),
                    RefusalCode.NOT_CANONICAL);
            assertRefused(exchange, ofType(parsed, 199), RefusalCode.UNKNOWN_TYPE);
            assertRefused(exchange, ofType(parsed, 128), RefusalCode.UNKNOWN_TYPE);
            assertRefused(exchange, ofType(parsed, 1), RefusalCode.NOT_FOR_MEMBERS);
            assertRefused(exchange, ofType(parsed, 2), RefusalCode.NOT_FOR_MEMBERS);
            assertThat(exchange.size()).isEqualTo(size);
            assertThat(exchange.submitAndAwait(good, ExchangeFixture.PATIENCE_NS)
                            .isAccepted())
                    .isTrue();
        }
    }

    @Test
    void refusesEverySingleByteChangedInASubmissionOrTakesNothing() {
        try (Exchange exchange = founded()) {
            long size = exchange.size();
            byte[] good = fixture.operatorDesk(exchange).submission(fixture.appointment("登记岗"), fixture.operator);
            for (int i = 0; i < good.length; i += 7) {
                byte[] bad = good.clone();
                bad[i] ^= 0x20;
                Outcome outcome = exchange.submitAndAwait(bad, ExchangeFixture.PATIENCE_NS);
                assertThat(outcome.isRecorded()).as("byte " + i).isFalse();
            }
            assertThat(exchange.size()).isEqualTo(size);
        }
    }

    @Test
    void answersBusyWhenTheRingIsFullAndTakesTheSameBytesLater() throws Exception {
        StoppableLedger slow = new StoppableLedger(ledger);
        fixture.found(slow);
        try (Exchange exchange = Exchange.open(fixture.settings().withRingSize(2), slow)) {
            slow.stop();
            List<CompletableFuture<Outcome>> taken = new ArrayList<>();
            byte[] refused = null;
            // Two places in the ring: within a few commands one finds it full, however far the stages are.
            for (int i = 0; refused == null && i < 100; i++) {
                byte[] submission =
                        fixture.operatorDesk(exchange).submission(fixture.appointment("岗" + i), fixture.operator);
                CompletableFuture<Outcome> outcome = exchange.submit(submission);
                if (outcome.isDone() && outcome.join().code() == RefusalCode.BUSY) {
                    refused = submission;
                } else {
                    taken.add(outcome);
                }
            }
            assertThat(refused).isNotNull();
            slow.goOn();
            for (CompletableFuture<Outcome> outcome : taken) {
                assertThat(outcome.get(60, TimeUnit.SECONDS).isAccepted()).isTrue();
            }
            Outcome later = exchange.submitAndAwait(refused, ExchangeFixture.PATIENCE_NS);
            assertThat(later.isAccepted()).isTrue();
            assertThat(later.repeated()).isFalse();
        }
    }

    @Test
    void tellsAListenerOfEachOutcomeByItsTag() throws Exception {
        fixture.found(ledger);
        try (Exchange exchange = Exchange.open(fixture.settings(), ledger)) {
            BlockingQueue<String> told = new LinkedBlockingQueue<>();
            OutcomeListener listener = (tag, sequence, code, message, repeated) ->
                    told.add(tag + " " + sequence + " " + code + " " + repeated + " " + message);
            byte[] good = fixture.operatorDesk(exchange).submission(fixture.appointment("登记岗"), fixture.operator);
            long next = exchange.size();
            exchange.submit(new byte[] {9}, 1, listener);
            assertThat(told.poll(60, TimeUnit.SECONDS)).startsWith("1 -1 MALFORMED false MALFORMED: submission");
            exchange.submit(good, Long.MIN_VALUE, listener);
            assertThat(told.poll(60, TimeUnit.SECONDS)).startsWith(Long.MIN_VALUE + " " + next + " OK false");
            exchange.submit(good, 3, listener);
            assertThat(told.poll(60, TimeUnit.SECONDS)).startsWith("3 " + next + " OK true");
        }
    }

    @Test
    void goesOnBehindAListenerThatThrows() throws Exception {
        fixture.found(ledger);
        try (Exchange exchange = Exchange.open(fixture.settings(), ledger)) {
            OutcomeListener broken = (tag, sequence, code, message, repeated) -> {
                throw new AssertionError("listener");
            };
            exchange.submit(new byte[] {9}, 1, broken);
            exchange.submit(
                    fixture.operatorDesk(exchange).submission(fixture.appointment("登记岗"), fixture.operator), 2, broken);
            assertThat(fixture.submit(exchange, fixture.appointment("交易岗")).isAccepted())
                    .isTrue();
        }
    }

    @Test
    void answersOutcomeUnknownWhenTheLedgerFailsAndNothingAfterIt() throws Exception {
        StoppableLedger failing = new StoppableLedger(ledger);
        fixture.found(failing);
        try (Exchange exchange = Exchange.open(fixture.settings(), failing)) {
            failing.fail();
            Outcome unknown = fixture.submit(exchange, fixture.appointment("登记岗"));
            assertThat(unknown.code()).isEqualTo(RefusalCode.OUTCOME_UNKNOWN);
            assertThat(unknown.isRecorded()).isFalse();
            assertThat(exchange.health())
                    .isInstanceOfSatisfying(
                            Health.Poisoned.class,
                            poisoned -> assertThat(poisoned.reason()).contains("IO_FAILURE"));
            assertThat(fixture.submit(exchange, fixture.appointment("交易岗")).code())
                    .isEqualTo(RefusalCode.CLOSED);
        }
    }

    @Test
    void deliversRecordsInOrderFromAnyPositionAcrossRestarts() throws Exception {
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        long position;
        long last;
        try (Exchange exchange = founded()) {
            Subscription subscription = exchange.subscribe(
                    "test", 0, (bytes, offset, length) -> seen.add(RecordHeader.sequence(bytes, offset)));
            last = fixture.submit(exchange, fixture.appointment("登记岗")).sequence();
            assertThat(subscription.awaitDelivered(last, ExchangeFixture.PATIENCE_NS))
                    .isTrue();
            position = subscription.position();
        }
        try (Exchange exchange = Exchange.open(fixture.settings(), ledger.reopened())) {
            Subscription subscription = exchange.subscribe(
                    "test", position, (bytes, offset, length) -> seen.add(RecordHeader.sequence(bytes, offset)));
            last = fixture.submit(exchange, fixture.appointment("交易岗")).sequence();
            assertThat(subscription.awaitDelivered(last, ExchangeFixture.PATIENCE_NS))
                    .isTrue();
        }
        List<Long> expected = new ArrayList<>();
        for (long sequence = 0; sequence <= last; sequence++) {
            expected.add(sequence);
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void answersFromAReadModelThatStandsBehindItsOwnCommandAndOutlivesIt() throws Exception {
        ReadModel view;
        try (Exchange exchange = founded()) {
            long sequence = fixture.submit(exchange, fixture.appointment("登记岗")).sequence();
            view = exchange.view();
            assertThat(exchange.view()).isSameAs(view);
            assertThat(view.awaitSequence(sequence, ExchangeFixture.PATIENCE_NS))
                    .isTrue();
        }
        assertThat(view.awaitSequence(Long.MAX_VALUE, Long.MAX_VALUE)).isFalse();
        assertThat(view.participants()
                        .participant(Visibility.visitor(), Participants.OPERATOR)
                        .value())
                .isPresent();
    }

    @Test
    void tellsMarketDataOfTheWholeLedgerAndEndsThemWhenItIsClosed() throws Exception {
        MarketReader reader;
        try (Exchange exchange = founded()) {
            MarketData feed = exchange.marketData();
            assertThat(exchange.marketData()).isSameAs(feed);
            long sequence = fixture.submit(exchange, fixture.appointment("登记岗")).sequence();
            assertThat(feed.awaitSequence(sequence, ExchangeFixture.PATIENCE_NS))
                    .isTrue();
            reader = feed.subscribe(MarketRequest.all());
            assertThat(reader.poll()).isNull();
            assertThat(exchange.health()).isEqualTo(new Health.Up());
        }
        assertThat(reader.poll(ExchangeFixture.PATIENCE_NS)).isEqualTo(new MarketMessage.Ended(null));
    }

    @Test
    void beginsNothingOnceItIsClosed() {
        Exchange exchange = founded();
        exchange.close();
        assertThatThrownBy(exchange::marketData).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(exchange::view).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> exchange.subscribe("late", 0, (bytes, offset, length) -> {}))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesBeforeSequencingATemplateThatNobodyCouldRender() {
        MemoryEvidenceStore evidence = new MemoryEvidenceStore(1 << 16);
        fixture.found(ledger);
        try (Exchange exchange = Exchange.open(fixture.settings().withEvidence(evidence), ledger)) {
            long size = exchange.size();
            assertRefused(
                    exchange, listingWith(exchange, Sm3Hash.ofContent(new byte[1])), RefusalCode.TEMPLATE_UNKNOWN);
            Sm3Hash noTemplate = evidence.put("not a template".getBytes(StandardCharsets.UTF_8));
            assertRefused(exchange, listingWith(exchange, noTemplate), RefusalCode.TEMPLATE_MALFORMED);
            assertThat(exchange.size()).isEqualTo(size);
            // What can be rendered gets as far as the engine, where an operator submits no listings.
            Sm3Hash bundled = ContractTemplate.parse(ContractTemplate.bundledDataProvision())
                    .sm3();
            assertThat(exchange.submitAndAwait(listingWith(exchange, bundled), ExchangeFixture.PATIENCE_NS)
                            .code())
                    .isEqualTo(RefusalCode.NOT_PERMITTED);
            assertThat(exchange.size()).isEqualTo(size + 1);
        }
    }

    private byte[] listingWith(Exchange exchange, Sm3Hash template) {
        return fixture.operatorDesk(exchange).submission(fixture.listing(template), fixture.operator);
    }

    @Test
    void refusesBeforeSequencingWhereTheLedgerHasNoRoomAndGoesOnWhenItHas() {
        StoppableLedger full = new StoppableLedger(ledger);
        fixture.found(full);
        try (Exchange exchange = Exchange.open(fixture.settings(), full)) {
            byte[] submission = fixture.operatorDesk(exchange).submission(fixture.appointment("登记岗"), fixture.operator);
            full.hasRoom = false;
            assertRefused(exchange, submission, RefusalCode.LEDGER_FULL);
            assertThat(exchange.health())
                    .isInstanceOfSatisfying(
                            Health.Degraded.class,
                            degraded -> assertThat(degraded.reason()).isEqualTo(Health.Reason.LEDGER_FULL));
            full.hasRoom = true;
            assertThat(exchange.submitAndAwait(submission, ExchangeFixture.PATIENCE_NS)
                            .isAccepted())
                    .isTrue();
        }
    }

    @Test
    void goesOnWhereASubscriberOfThatNameLeftOffAndRepeatsWhatItDidNotFinish() throws Exception {
        MemorySubscriberPositions positions = new MemorySubscriberPositions();
        ExchangeSettings settings =
                fixture.settings().withSubscribers(SubscriberSettings.defaults().withPositions(positions));
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        long last;
        fixture.found(ledger);
        try (Exchange exchange = Exchange.open(settings, ledger)) {
            Subscription subscription = exchange.subscribe("billing", sequences(seen));
            assertThatThrownBy(() -> exchange.subscribe("billing", sequences(seen)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("billing");
            last = fixture.submit(exchange, fixture.appointment("登记岗")).sequence();
            assertThat(subscription.awaitDelivered(last, ExchangeFixture.PATIENCE_NS))
                    .isTrue();
            subscription.close();
            assertThat(positions.position(exchange.ledgerId(), "billing")).hasValue(last + 1);
            exchange.subscribe("billing", (bytes, offset, length) -> {
                        throw new IllegalStateException("fails at each record");
                    })
                    .awaitDelivered(last + 1, 0);
            last = fixture.submit(exchange, fixture.appointment("交易岗")).sequence();
        }
        try (Exchange exchange = Exchange.open(settings, ledger.reopened())) {
            Subscription subscription = exchange.subscribe("billing", sequences(seen));
            assertThat(subscription.awaitDelivered(last, ExchangeFixture.PATIENCE_NS))
                    .isTrue();
            assertThat(subscription.behind()).isZero();
        }
        List<Long> expected = new ArrayList<>();
        for (long sequence = 0; sequence <= last; sequence++) {
            expected.add(sequence);
        }
        assertThat(seen).isEqualTo(expected);
    }

    private static LedgerSubscriber sequences(List<Long> seen) {
        return (bytes, offset, length) -> seen.add(RecordHeader.sequence(bytes, offset));
    }

    @Test
    void tellsASlowSubscriberThatItLagsAndAnswersOthersMeanwhile() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        List<Long> lags = Collections.synchronizedList(new ArrayList<>());
        fixture.found(ledger);
        ExchangeSettings settings =
                fixture.settings().withSubscribers(SubscriberSettings.defaults().withLagRecords(3));
        try (Exchange exchange = Exchange.open(settings, ledger)) {
            long first = exchange.size();
            Subscription slow = exchange.subscribe("slow", first, new LedgerSubscriber() {
                @Override
                public void onRecord(byte[] bytes, int offset, int length) {
                    entered.countDown();
                    try {
                        held.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }

                @Override
                public void onLagging(long records) {
                    lags.add(records);
                }
            });
            long last = first;
            for (int i = 0; i < 5; i++) {
                if (i == 1) {
                    entered.await();
                }
                last = fixture.submit(exchange, fixture.appointment("岗" + i)).sequence();
            }
            assertThat(slow.behind()).isEqualTo(5);
            held.countDown();
            assertThat(slow.awaitDelivered(last, ExchangeFixture.PATIENCE_NS)).isTrue();
            assertThat(lags).containsExactly(4L);
        }
    }

    @Test
    void endsOnlyTheSubscriptionOfASubscriberThatThrows() throws Exception {
        try (Exchange exchange = founded()) {
            Subscription broken = exchange.subscribe("broken", 0, (bytes, offset, length) -> {
                throw new IllegalStateException("as the test wants");
            });
            assertThat(broken.awaitDelivered(0, ExchangeFixture.PATIENCE_NS)).isFalse();
            assertThat(broken.failure()).hasMessage("as the test wants");
            assertThat(fixture.submit(exchange, fixture.appointment("登记岗")).isAccepted())
                    .isTrue();
        }
    }

    @Test
    void tellsASubscriberWhatEndedItAndThenThatItHasEnded() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch ended = new CountDownLatch(1);
        try (Exchange exchange = founded()) {
            exchange.subscribe("broken", new LedgerSubscriber() {
                @Override
                public void onRecord(byte[] bytes, int offset, int length) {
                    throw new IllegalStateException("as the test wants");
                }

                @Override
                public void onFailure(Throwable cause) {
                    told.add(cause.getMessage());
                    throw new IllegalStateException("this too");
                }

                @Override
                public void onEnd() {
                    told.add("ended");
                    ended.countDown();
                }
            });
            assertThat(ended.await(ExchangeFixture.PATIENCE_NS, TimeUnit.NANOSECONDS))
                    .isTrue();
        }
        assertThat(told).containsExactly("as the test wants", "ended");
    }

    @Test
    void leavesNoThreadAndTakesNothingAfterItIsClosed() {
        Exchange exchange = founded();
        exchange.subscribe("test", 0, (bytes, offset, length) -> {});
        byte[] submission = fixture.operatorDesk(exchange).submission(fixture.appointment("登记岗"), fixture.operator);
        exchange.close();
        exchange.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("shuheng-"));
        assertThat(exchange.submit(submission).join().code()).isEqualTo(RefusalCode.CLOSED);
    }

    @Test
    void refusesALedgerThatIsEmptyAndOneThatDoesNotFollowFromItsCommands() {
        assertThatThrownBy(() -> Exchange.open(fixture.settings(), ledger))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("NOT_A_LEDGER");
        fixture.found(ledger);
        RecordBuffer forged = new RecordBuffer();
        try (RecordCursor cursor = ledger.cursor(0)) {
            while (cursor.next()) {
                forged.appendRecord(cursor.array(), cursor.offset(), cursor.length());
            }
        }
        // The number of the key in genesis' only event.
        forged.array()[forged.offset(0) + forged.length(0) - 5] ^= 2;
        MemoryLedger other = new MemoryLedger();
        other.append(forged);
        other.commit();
        assertThatThrownBy(() -> Exchange.open(fixture.settings(), other))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("CORRUPT");
    }

    @Test
    void foundsOnlyAnEmptyLedgerAndOnlyWithTheOperatorsKey() {
        assertThatThrownBy(
                        () -> Founding.found(ledger, fixture.genesis(), fixture.authority.newSigner(), fixture.clock()))
                .isInstanceOf(IllegalArgumentException.class);
        fixture.found(ledger);
        assertThatThrownBy(() -> fixture.found(ledger)).isInstanceOf(LedgerException.class);
    }

    @Test
    void aLedgerWithoutCheckpointsGivesNoReceipts() {
        try (Exchange exchange = founded()) {
            assertThatThrownBy(() -> exchange.receipt(0).join())
                    .hasCauseInstanceOf(LedgerException.class)
                    .hasMessageContaining("NO_RECEIPTS");
        }
    }

    private Exchange founded() {
        fixture.found(ledger);
        return Exchange.open(fixture.settings(), ledger);
    }

    private static void assertRefused(Exchange exchange, byte[] submission, RefusalCode code) {
        Outcome outcome = exchange.submitAndAwait(submission, ExchangeFixture.PATIENCE_NS);
        assertThat(outcome.code()).as(outcome.message()).isEqualTo(code);
        assertThat(outcome.isRecorded()).isFalse();
    }

    private static byte[] resubmission(Submission parsed, byte[] command) {
        return AvroBytes.encode(new Submission(
                1,
                parsed.getType(),
                new Hash32(parsed.getCertificateSm3().bytes()),
                parsed.getSignature(),
                ByteBuffer.wrap(command)));
    }

    private static byte[] ofType(Submission parsed, int type) {
        return AvroBytes.encode(
                new Submission(1, type, parsed.getCertificateSm3(), parsed.getSignature(), parsed.getCommand()));
    }
}
