package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.genesis.Limits;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateDigestDeskTest {

    private static final int EVERY = 4;

    private final EngineFixture exchange = new EngineFixture(
            Limits.newBuilder(EngineFixture.limits()).setDigestCommands(EVERY).build());

    private EngineFixture.Outcome tick() {
        return exchange.submitInternal(new Tick());
    }

    private EngineFixture.Outcome record(long sequence, Sm3Hash sm3) {
        return exchange.submitInternal(new RecordStateDigest(sequence, new Hash32(sm3.bytes())));
    }

    /** Goes on until a digest is asked for; the sequence of the command that did. */
    private long asked() {
        while (true) {
            EngineFixture.Outcome outcome = tick();
            if (!outcome.events(EventKind.REQUEST_STATE_DIGEST).isEmpty()) {
                long sequence = outcome.event(EventKind.REQUEST_STATE_DIGEST).getA();
                assertThat(sequence).isEqualTo(outcome.answer().sequence());
                return sequence;
            }
        }
    }

    @Test
    void asksAfterEveryFourthCommandWhateverCameOfIt() {
        List<Boolean> asks = new ArrayList<>();
        for (int i = 1; i <= 2 * EVERY; i++) {
            EngineFixture.Outcome outcome =
                    i == EVERY ? record(7, exchange.engine().stateDigest()) : tick();
            asks.add(!outcome.events(EventKind.REQUEST_STATE_DIGEST).isEmpty());
            assertThat(exchange.engine().isDigestDue()).isEqualTo(asks.get(i - 1));
        }
        assertThat(asks).containsExactly(false, false, false, true, false, false, false, true);
        exchange.requireEqualReplay();
    }

    @Test
    void takesEachDigestOnceAndNoneThatNobodyAskedFor() {
        long sequence = asked();
        Sm3Hash digest = exchange.engine().stateDigest();
        record(sequence - 1, digest).requireRefused(RefusalCode.DIGEST_NOT_AWAITED);
        record(sequence, Sm3Hash.ZERO).requireRefused(RefusalCode.FIELD_INVALID);
        assertThat(record(sequence, digest)
                        .requireAccepted()
                        .event(EventKind.STATE_DIGEST_RECORDED)
                        .getA())
                .isEqualTo(sequence);
        record(sequence, digest).requireRefused(RefusalCode.DIGEST_NOT_AWAITED);
    }

    @Test
    void givesUpTheOldestWhereNobodyAnswers() {
        List<Long> sequences = new ArrayList<>();
        for (int i = 0; i <= StateDigestDesk.MOST_AWAITED; i++) {
            sequences.add(asked());
        }
        Sm3Hash any = exchange.engine().stateDigest();
        record(sequences.get(0), any).requireRefused(RefusalCode.DIGEST_NOT_AWAITED);
        record(sequences.get(1), any).requireAccepted();
    }

    @Test
    void takesItFromTheExchangeItselfAlone() {
        long sequence = asked();
        exchange.submit(
                        new RecordStateDigest(
                                sequence,
                                new Hash32(exchange.engine().stateDigest().bytes())),
                        EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void aReplayAgreesWithARecordedDigestOfTheStateAndWithNoOther() {
        long first = asked();
        Sm3Hash right = exchange.engine().stateDigest();
        tick();
        record(first, right).requireAccepted();
        assertThat(replayed(new Replay(RulesVersions.current()), 0).engine().stateBytes())
                .isEqualTo(exchange.engine().stateBytes());

        long second = asked();
        long wrong = record(second, right).requireAccepted().answer().sequence();
        assertThatThrownBy(() -> replayed(new Replay(RulesVersions.current()), 0))
                .isInstanceOf(StateDigestMismatchException.class)
                .hasMessageContaining("record " + wrong)
                .hasMessageContaining(right.hex());
    }

    @Test
    void aReplayFromAStateHoldsItsDigestAgainstWhatIsRecorded() {
        long sequence = asked();
        byte[] state = exchange.engine().stateBytes();
        int from = exchange.records().size();
        Sm3Hash wrong = Sm3Hash.ofContent(new byte[1]);
        record(sequence, wrong).requireAccepted();

        Replay unknowing = resumed(state);
        assertThat(replayed(unknowing, from).engine().stateBytes())
                .isEqualTo(exchange.engine().stateBytes());
        Replay knowing = resumed(state);
        knowing.know(new StateDigest(sequence, Sm3Hash.ofContent(state)));
        assertThatThrownBy(() -> replayed(knowing, from)).isInstanceOf(StateDigestMismatchException.class);
    }

    private static Replay resumed(byte[] state) {
        return new Replay(RulesVersions.current(), Engine.readState(RulesVersions.current(), new StateSource(state)));
    }

    private Replay replayed(Replay replay, int from) {
        List<byte[]> records = exchange.records();
        for (byte[] record : records.subList(from, records.size())) {
            replay.accept(record, 0, record.length);
        }
        return replay;
    }
}
