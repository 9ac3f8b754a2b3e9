package io.shuheng.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.monitor.Counter;
import io.shuheng.core.monitor.Gauge;
import io.shuheng.core.monitor.Health;
import io.shuheng.core.monitor.InProcessMetrics;
import io.shuheng.core.monitor.Measure;
import io.shuheng.core.monitor.Metrics;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeMonitorTest {

    private final ExchangeFixture fixture = new ExchangeFixture();
    private final MemoryLedger memory = new MemoryLedger();
    private final StoppableLedger ledger = new StoppableLedger(memory);

    private Exchange founded(ExchangeSettings settings) {
        fixture.found(ledger);
        return Exchange.open(settings, ledger);
    }

    private static Health.Degraded degraded(Exchange exchange) {
        assertThat(exchange.health()).isInstanceOf(Health.Degraded.class);
        return (Health.Degraded) exchange.health();
    }

    @Test
    void isUpThenDegradedWithoutRoomThenUpAgain() {
        try (Exchange exchange = founded(fixture.settings())) {
            assertThat(exchange.health()).isEqualTo(new Health.Up());
            ledger.hasRoom = false;
            assertThat(degraded(exchange).reason()).isEqualTo(Health.Reason.LEDGER_FULL);
            ledger.hasRoom = true;
            assertThat(exchange.health()).isEqualTo(new Health.Up());
        }
    }

    @Test
    void isPoisonedFromTheFirstSequenceWhoseOutcomeIsUnknown() {
        try (Exchange exchange = founded(fixture.settings())) {
            fixture.submit(exchange, fixture.appointment("登记岗"));
            long durable = exchange.size();
            ledger.fail();
            fixture.submit(exchange, fixture.appointment("交易岗"));
            fixture.submit(exchange, fixture.appointment("合规岗"));
            assertThat(exchange.health()).isInstanceOfSatisfying(Health.Poisoned.class, poisoned -> {
                assertThat(poisoned.reason()).contains("IO_FAILURE");
                assertThat(poisoned.sequence()).isEqualTo(durable);
            });
        }
    }

    @Test
    void isDegradedWhileASubscriberHasFailedAndNobodyTookItsPlace() throws Exception {
        try (Exchange exchange = founded(fixture.settings())) {
            exchange.subscribe("billing", 0, (bytes, offset, length) -> {
                        throw new IllegalStateException("as the test wants");
                    })
                    .awaitDelivered(0, ExchangeFixture.PATIENCE_NS);
            exchange.subscribe("reports", 0, (bytes, offset, length) -> {});
            assertThat(degraded(exchange).reason()).isEqualTo(Health.Reason.SUBSCRIBER_FAILED);
            assertThat(degraded(exchange).detail()).contains("billing", "as the test wants");
            exchange.subscribe("billing", 0, (bytes, offset, length) -> {});
            assertThat(exchange.health()).isEqualTo(new Health.Up());
        }
    }

    @Test
    void isDegradedWhileMoreRecordsWaitForASubscriberThanTheSettingsAllow() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        try (Exchange exchange = founded(
                fixture.settings().withSubscribers(SubscriberSettings.defaults().withLagRecords(3)))) {
            long next = exchange.size();
            Subscription slow = exchange.subscribe("slow", next, (bytes, offset, length) -> {
                try {
                    held.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            for (int i = 0; i < 3; i++) {
                assertThat(exchange.health()).isEqualTo(new Health.Up());
                fixture.submit(exchange, fixture.appointment("岗" + i));
            }
            assertThat(degraded(exchange).reason()).isEqualTo(Health.Reason.SUBSCRIBER_LAGGING);
            assertThat(exchange.monitor().subscriberLagRecords()).isEqualTo(Map.of("slow", 3L));
            held.countDown();
            slow.awaitDelivered(next + 2, ExchangeFixture.PATIENCE_NS);
            assertThat(exchange.health()).isEqualTo(new Health.Up());
        }
    }

    @Test
    void countsCommandsBatchesAndRefusalsByCodeInProcessAndForTheEmbedder() {
        InProcessMetrics embedder = new InProcessMetrics();
        Exchange exchange = founded(fixture.settings().withMetrics(embedder));
        fixture.submit(exchange, fixture.appointment("登记岗"));
        exchange.submitAndAwait(new byte[0], ExchangeFixture.PATIENCE_NS);
        exchange.submitAndAwait(new byte[1 << 20], ExchangeFixture.PATIENCE_NS);
        exchange.submitAndAwait(new byte[1 << 20], ExchangeFixture.PATIENCE_NS);
        exchange.close();
        for (InProcessMetrics counts : List.of(embedder, exchange.monitor().counts())) {
            assertThat(counts.count(Counter.COMMANDS)).isEqualTo(1);
            assertThat(counts.distribution(Measure.BATCH_COMMANDS).count())
                    .isEqualTo(counts.count(Counter.BATCHES))
                    .isEqualTo(1);
            assertThat(counts.distribution(Measure.APPEND_NS).count()).isEqualTo(1);
            assertThat(counts.distribution(Measure.COMMIT_NS).count()).isEqualTo(1);
            assertThat(counts.gauge(Gauge.DURABLE_RECORDS)).isEqualTo(exchange.size());
            assertThat(counts.gauge(Gauge.RING_USED)).isNotEqualTo(Gauge.UNKNOWN);
            assertThat(counts.refusals()).isEqualTo(Map.of(RefusalCode.MALFORMED, 1L, RefusalCode.TOO_LARGE, 2L));
        }
    }

    @Test
    void keepsTheSameRecordsWhetherNobodyIsToldOrMetricsThatThrow() {
        fixture.found(memory);
        List<byte[]> submissions = new ArrayList<>();
        List<Sm3Hash> quiet = recordsUnder(Metrics.none(), submissions);
        assertThat(recordsUnder(new ThrowingMetrics(), submissions))
                .hasSizeGreaterThan(4)
                .isEqualTo(quiet);
    }

    /** Runs an exchange on a copy of the ledger, with a clock of its own; the submissions are made by the first run. */
    private List<Sm3Hash> recordsUnder(Metrics metrics, List<byte[]> submissions) {
        MemoryLedger kept = memory.reopened();
        try (Exchange exchange = Exchange.open(new ExchangeFixture().settings().withMetrics(metrics), kept)) {
            for (int i = submissions.size(); i < 4; i++) {
                submissions.add(
                        fixture.operatorDesk(exchange).submission(fixture.appointment("岗" + i), fixture.operator));
            }
            for (byte[] submission : submissions) {
                assertThat(exchange.submitAndAwait(submission, ExchangeFixture.PATIENCE_NS)
                                .isAccepted())
                        .isTrue();
            }
        }
        List<Sm3Hash> records = new ArrayList<>();
        try (RecordCursor cursor = kept.cursor(0)) {
            while (cursor.next()) {
                records.add(Sm3Hash.ofContent(
                        Arrays.copyOfRange(cursor.array(), cursor.offset(), cursor.offset() + cursor.length())));
            }
        }
        return records;
    }

    /** Fails whatever it is told. */
    private static final class ThrowingMetrics implements Metrics {
        @Override
        public void count(Counter counter, long amount) {
            throw new IllegalStateException("count");
        }

        @Override
        public void set(Gauge gauge, long value) {
            throw new IllegalStateException("set");
        }

        @Override
        public void measure(Measure measure, long value) {
            throw new AssertionError("measure");
        }

        @Override
        public void refused(RefusalCode code) {
            throw new IllegalStateException("refused");
        }
    }

    @Test
    void showsItselfInAConsoleWhenItIsToldToAndNotBefore() throws Exception {
        MBeanServer server = MBeanServerFactory.newMBeanServer();
        try (Exchange exchange = founded(fixture.settings())) {
            exchange.submitAndAwait(new byte[0], ExchangeFixture.PATIENCE_NS);
            ObjectName name = new ObjectName("io.shuheng:type=Exchange,ledger="
                    + exchange.ledgerId().hex().substring(0, 16));
            assertThat(server.isRegistered(name)).isFalse();
            try (AutoCloseable shown = exchange.monitor().register(server)) {
                assertThat(shown).isNotNull();
                assertThat(server.getAttribute(name, "Health")).isEqualTo("UP");
                assertThat(server.getAttribute(name, "HealthReason")).isEqualTo("");
                assertThat(server.getAttribute(name, "DurableRecords")).isEqualTo(exchange.size());
                assertThat(server.getAttribute(name, "CosignatureAgeNs")).isEqualTo(Gauge.UNKNOWN);
                exchange.monitor().cosigned(7);
                assertThat(server.getAttribute(name, "CosignedRecords")).isEqualTo(7L);
                for (var attribute : server.getMBeanInfo(name).getAttributes()) {
                    assertThat(server.getAttribute(name, attribute.getName()))
                            .as(attribute.getName())
                            .isNotNull();
                }
                assertThatThrownBy(() -> exchange.monitor().register(server)).isInstanceOf(IllegalStateException.class);
            }
            assertThat(server.isRegistered(name)).isFalse();
        }
    }

    @Test
    void letsTheFlightRecorderSeeBatchesCheckpointsAndRefusals(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("exchange.jfr");
        long durable;
        try (Recording recording = new Recording()) {
            recording.enable("io.shuheng.BatchCommitted");
            recording.enable("io.shuheng.CheckpointSigned").withoutThreshold();
            recording.enable("io.shuheng.CommandRefused");
            recording.start();
            try (Exchange exchange = founded(fixture.settings().withCheckpoints(1, 1_000_000_000L))) {
                fixture.submit(exchange, fixture.appointment("登记岗"));
                exchange.submitAndAwait(new byte[0], ExchangeFixture.PATIENCE_NS);
                durable = exchange.size();
            }
            recording.stop();
            recording.dump(file);
        }
        assertThat(events(file, "io.shuheng.BatchCommitted"))
                .extracting(event -> event.getLong("durableRecords"))
                .containsExactly(durable);
        assertThat(events(file, "io.shuheng.CheckpointSigned"))
                .extracting(event -> event.getLong("records"))
                .contains(durable);
        assertThat(events(file, "io.shuheng.CommandRefused"))
                .extracting(event -> event.getString("code"))
                .containsExactly("MALFORMED");
    }

    private static List<RecordedEvent> events(Path file, String name) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    @Test
    void saysHowLongARecordHasWaitedForACheckpoint() {
        long[] nowNs = {5};
        CheckpointPace pace = new CheckpointPace(100, 1_000, () -> nowNs[0]);
        assertThat(pace.ageNs()).isZero();
        assertThat(pace.isDue(1)).isFalse();
        nowNs[0] = 30;
        assertThat(pace.isDue(2)).isFalse();
        assertThat(pace.ageNs()).isEqualTo(25);
        pace.made(2);
        assertThat(pace.ageNs()).isZero();
        nowNs[0] = 5_000;
        assertThat(pace.ageNs()).isZero();
        assertThat(pace.isDue(3)).isTrue();
        assertThat(pace.ageNs()).isZero();
    }

    @Test
    void saysHowLongTheLedgersThreadHasBeenInOneBatch() {
        long[] nowNs = {0};
        LedgerMeter meter = new LedgerMeter(Metrics.none(), () -> nowNs[0]);
        assertThat(meter.busyNs()).isZero();
        meter.batchBegins();
        nowNs[0] = 11;
        assertThat(meter.busyNs()).isEqualTo(10);
        meter.idle();
        assertThat(meter.busyNs()).isZero();
    }

    @Test
    void answersWhileTheLedgersThreadIsHeldUp() throws Exception {
        try (Exchange exchange = founded(fixture.settings())) {
            ledger.stop();
            CompletableFuture<Outcome> held = exchange.submit(
                    fixture.operatorDesk(exchange).submission(fixture.appointment("登记岗"), fixture.operator));
            assertThat(exchange.health()).isEqualTo(new Health.Up());
            assertThat(exchange.monitor().durableRecords()).isEqualTo(memory.size());
            ledger.goOn();
            assertThat(held.get(60, TimeUnit.SECONDS).isAccepted()).isTrue();
        }
    }
}
