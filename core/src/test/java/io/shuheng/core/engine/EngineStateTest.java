package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.Side;
import io.shuheng.crypto.Sm3Hash;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The bytes of a state. That an engine read from them goes on like the one that wrote them is what {@link EngineFixture}
 * asks after every command of every test; here they are cut and altered.
 */
class EngineStateTest {

    private static final int CUTS = 400;
    private static final int FLIPS = 3_000;

    private final EngineFixture exchange = new EngineFixture();

    /** Somewhat of everything: trades on their ways, a dispute, a negotiation, a session, an act that waits, a cycle. */
    private byte[] richState() {
        TradeWay way = new TradeWay(exchange);
        TradersCircle circle = new TradersCircle(exchange, way, 3);
        circle.deposit(0, 3_000);
        circle.netted(0, 1, 10);
        way.deposit(1_000_000_000);
        DisputeWay disputes = new DisputeWay(exchange, way);
        disputes.heard(disputes.opened(disputes.receipted()));
        new NegotiationWay(exchange, way).at(NegotiationState.ACCEPTED);
        long board = exchange.submitByTwo(
                        way.board().setName("会话板").setSignedOrdersOnly(false).build(), Duty.MARKET)
                .event(EventKind.BOARD_OPENED)
                .getA();
        SessionWay sessions = new SessionWay(exchange, way);
        sessions.trade(sessions.opened(), sessions.offered(board), 1);
        BookWay book = new BookWay(exchange, way, 400, null);
        for (int priceFen = 90; priceFen < 94; priceFen++) {
            exchange.submit(
                            book.order(Side.SELL, priceFen, 3).build(),
                            book.seller().key())
                    .requireAccepted();
        }
        exchange.submit(way.board().setName("waits").build(), exchange.officerKey(Duty.MARKET))
                .requireAccepted();
        return exchange.engine().stateBytes();
    }

    @Test
    void anEngineReadFromAStateHasItsBytesAndItsDigest() {
        byte[] bytes = richState();
        Engine read = read(bytes);
        assertThat(read.stateBytes()).isEqualTo(bytes);
        assertThat(read.stateDigest())
                .isEqualTo(exchange.engine().stateDigest())
                .isEqualTo(Sm3Hash.ofContent(bytes));
        assertThat(read.directories().isSameAs(exchange.engine().directories())).isTrue();
    }

    @Test
    void aStateWithoutItsEndIsNone() {
        byte[] bytes = richState();
        for (int cut = 0; cut < CUTS; cut++) {
            byte[] shorter = Arrays.copyOf(bytes, (int) ((long) bytes.length * cut / CUTS));
            assertThatThrownBy(() -> read(shorter))
                    .as("the first %d bytes", shorter.length)
                    .isInstanceOf(RecordFormatException.class);
        }
    }

    @Test
    void bytesBehindAStateAreRefused() {
        byte[] bytes = richState();
        assertThatThrownBy(() -> read(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("behind its end");
    }

    @Test
    void anAlteredStateIsRefusedOrHasAnotherDigest() {
        byte[] bytes = richState();
        Sm3Hash digest = Sm3Hash.ofContent(bytes);
        Random random = new Random(20_261_128);
        for (int i = 0; i < FLIPS; i++) {
            byte[] altered = bytes.clone();
            int at = random.nextInt(bytes.length);
            altered[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            try {
                assertThat(read(altered).stateDigest()).as("byte %d", at).isNotEqualTo(digest);
            } catch (RecordFormatException e) {
                assertThat(e.getMessage()).as("byte %d", at).isNotEmpty();
            }
        }
    }

    private static Engine read(byte[] bytes) {
        return Engine.readState(RulesVersions.current(), new StateSource(bytes));
    }
}
