package io.shuheng.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.RecordStateDigest;
import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.ledger.Ledger;
import io.shuheng.core.ledger.MemoryLedger;
import io.shuheng.core.ledger.RecordCursor;
import io.shuheng.core.ledger.StateSnapshot;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.TestAuthority;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** An exchange that goes on from a snapshot replays what is behind it and nothing else, and is what it was. */
class SnapshotExchangeTest {

    private static final int DIGEST_COMMANDS = 6;

    private final ExchangeFixture fixture = new ExchangeFixture();
    private AppointOfficer last;
    private Outcome lastOutcome;

    /** A ledger that counts what is read of it, and may hand out another snapshot than it was given. */
    private static final class CountingLedger implements Ledger {

        private final MemoryLedger ledger;
        private final UnaryOperator<StateSnapshot> altered;
        private long read;

        CountingLedger(MemoryLedger ledger, UnaryOperator<StateSnapshot> altered) {
            this.ledger = ledger;
            this.altered = altered;
        }

        @Override
        public long size() {
            return ledger.size();
        }

        @Override
        public void append(RecordBuffer groups) {
            ledger.append(groups);
        }

        @Override
        public void commit() {
            ledger.commit();
        }

        @Override
        public void checkpoint() {
            ledger.checkpoint();
        }

        @Override
        public Optional<StateSnapshot> snapshot() {
            return ledger.snapshot().map(altered);
        }

        @Override
        public RecordCursor cursor(long fromSequence) {
            RecordCursor cursor = ledger.cursor(fromSequence);
            return new RecordCursor() {
                @Override
                public boolean next() {
                    boolean more = cursor.next();
                    read += more ? 1 : 0;
                    return more;
                }

                @Override
                public byte[] array() {
                    return cursor.array();
                }

                @Override
                public int offset() {
                    return cursor.offset();
                }

                @Override
                public int length() {
                    return cursor.length();
                }

                @Override
                public void close() {
                    cursor.close();
                }
            };
        }

        @Override
        public void close() {
            ledger.close();
        }
    }

    private MemoryLedger founded() {
        MemoryLedger ledger = new MemoryLedger();
        Founding.found(
                ledger,
                EngineFixture.genesis(
                        Limits.newBuilder(EngineFixture.limits())
                                .setDigestCommands(DIGEST_COMMANDS)
                                .build(),
                        TestAuthority.field(fixture.operatorCertificate),
                        List.of(new MemberAuthority(
                                AuthorityClass.DEMONSTRATION, TestAuthority.field(fixture.authority.certificate())))),
                fixture.operator,
                fixture.clock());
        return ledger;
    }

    /** Runs until so many digests are recorded. */
    private void run(MemoryLedger ledger, int digests) throws InterruptedException {
        int type = RulesVersions.current().kindOf(RecordStateDigest.class).type();
        Semaphore recorded = new Semaphore(0);
        try (Exchange exchange = Exchange.open(fixture.settings().withReplayer(), ledger)) {
            exchange.subscribe("digests", ledger.size(), (bytes, offset, length) -> {
                if (RecordHeader.type(bytes, offset) == type) {
                    recorded.release();
                }
            });
            for (int digest = 0; digest < digests; digest++) {
                for (int i = 0; i < DIGEST_COMMANDS; i++) {
                    last = fixture.appointment("岗位" + digest + "-" + i);
                    lastOutcome = fixture.submit(exchange, last);
                    assertThat(lastOutcome.isAccepted()).isTrue();
                }
                assertThat(recorded.tryAcquire(ExchangeFixture.PATIENCE_NS, TimeUnit.NANOSECONDS))
                        .isTrue();
            }
        }
    }

    private void requireGoesOn(CountingLedger ledger, long expectedRead) {
        long size = ledger.size();
        try (Exchange exchange = Exchange.open(fixture.settings(), ledger)) {
            assertThat(ledger.read).isEqualTo(expectedRead);
            Outcome again = fixture.submit(exchange, last);
            assertThat(again.repeated()).isTrue();
            assertThat(again.sequence()).isEqualTo(lastOutcome.sequence());
            assertThat(fixture.submit(exchange, fixture.appointment("新岗")).sequence())
                    .isEqualTo(size);
        }
    }

    @Test
    void replaysWhatIsBehindTheSnapshotAndNothingElse() throws InterruptedException {
        MemoryLedger ledger = founded();
        run(ledger, 2);
        CountingLedger reopened = new CountingLedger(ledger.reopened(), UnaryOperator.identity());
        long from = reopened.snapshot().orElseThrow().head().size();
        assertThat(reopened.size() - from).isBetween(1L, (long) DIGEST_COMMANDS);
        requireGoesOn(reopened, reopened.size() - from);
    }

    @Test
    void goesOnFromASnapshotThatCameAfterASnapshot() throws InterruptedException {
        MemoryLedger first = founded();
        run(first, 2);
        MemoryLedger second = first.reopened();
        run(second, 1);
        CountingLedger reopened = new CountingLedger(second.reopened(), UnaryOperator.identity());
        assertThat(reopened.snapshot().orElseThrow().head().size()).isGreaterThan(first.size());
        requireGoesOn(
                reopened,
                reopened.size() - reopened.snapshot().orElseThrow().head().size());
    }

    @Test
    void replaysEverythingWhereTheStateIsNotTheOneOnRecord() throws InterruptedException {
        MemoryLedger ledger = founded();
        run(ledger, 1);
        CountingLedger reopened = new CountingLedger(
                ledger.reopened(), snapshot -> altered(snapshot, snapshot.head().directories()));
        // The state's last byte is of the chain over directory records.
        requireGoesOn(reopened, reopened.size());
    }

    private static StateSnapshot altered(StateSnapshot snapshot, List<byte[]> directories) {
        byte[] state = snapshot.state().clone();
        state[state.length - 1] ^= 1;
        StateSnapshot.Head head = snapshot.head();
        return new StateSnapshot(
                new StateSnapshot.Head(
                        head.sequence(),
                        head.size(),
                        head.timeNs(),
                        Sm3Hash.ofContent(state),
                        head.subtrees(),
                        directories),
                state);
    }

    @Test
    void replaysEverythingWhereADirectoryRecordIsMissing() throws InterruptedException {
        MemoryLedger ledger = founded();
        run(ledger, 1);
        CountingLedger reopened = new CountingLedger(ledger.reopened(), snapshot -> {
            StateSnapshot.Head head = snapshot.head();
            return new StateSnapshot(
                    new StateSnapshot.Head(
                            head.sequence(),
                            head.size(),
                            head.timeNs(),
                            head.sm3(),
                            head.subtrees(),
                            head.directories().subList(1, head.directories().size())),
                    snapshot.state());
        });
        requireGoesOn(reopened, reopened.size());
    }

    @Test
    void stopsWhereTheRecordedDigestIsFalse() throws InterruptedException {
        MemoryLedger ledger = founded();
        run(ledger, 1);
        MemoryLedger falsified = new MemoryLedger();
        int type = RulesVersions.current().kindOf(RecordStateDigest.class).type();
        try (RecordCursor cursor = ledger.cursor(0)) {
            while (cursor.next()) {
                RecordBuffer record = new RecordBuffer();
                byte[] bytes = cursor.array().clone();
                if (RecordHeader.type(bytes, 0) == type) {
                    // The first byte of the digest, behind the header and the sequence, which takes two.
                    bytes[RecordHeader.LENGTH + 2] ^= 1;
                }
                record.appendRecord(bytes, cursor.offset(), cursor.length());
                falsified.append(record);
            }
        }
        falsified.commit();
        assertThatThrownBy(() -> Exchange.open(fixture.settings(), falsified))
                .hasMessageContaining("recovery stops")
                .hasMessageContaining("digest of the state");
    }

    @Test
    void aLedgerThatKeepsNothingIsAskedForNothing() {
        Consumer<StateSink.Pieces> never = pieces -> {
            throw new AssertionError("written");
        };
        CountingLedger ledger = new CountingLedger(founded(), UnaryOperator.identity());
        ledger.keep(new StateSnapshot.Head(1, 2, 0, Sm3Hash.ZERO, List.of(), List.of()), never);
        assertThat(ledger.keepsSnapshots()).isFalse();
        assertThat(ledger.snapshot()).isEmpty();
    }
}
