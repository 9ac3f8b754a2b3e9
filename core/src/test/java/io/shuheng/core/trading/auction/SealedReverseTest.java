package io.shuheng.core.trading.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many offers a sealed reverse auction takes, and which of them its state can be read with. */
class SealedReverseTest {

    private final Auctions auctions = new Auctions();
    private final SealedReverse sealed = new SealedReverse(
            auctions.schedule(7, TradingMode.REVERSE_AUCTION, 1, 2),
            ScheduleSealedReverse.newBuilder()
                    .setClientId(1)
                    .setNotAfterNs(2)
                    .setMandate(0)
                    .setInstrument(1)
                    .setScenario(0)
                    .setAlternatives(List.of())
                    .setQuantityLots(10)
                    .setAwardRule(AwardRule.VICKREY)
                    .setCeilingPriceMicros(3_000_000)
                    .setDepositFen(500)
                    .setOpensNs(10)
                    .setClosesNs(20)
                    .setRevealWithinNs(5)
                    .build(),
            3,
            new Tender(new HeldMoney(new Principal(2, 2, 0), 1, 3_015), List.of(new Tender.Sought(1, 0))));

    private static SealedOffer offer(long commitment, long seller) {
        return new SealedOffer(
                commitment, Sm3Hash.ZERO, 1, new HeldMoney(new Principal(seller, seller, 0), commitment, 500), null);
    }

    @Test
    void takesOneOfferOfEachSellerAndNoMoreThanAStepCanLookAt() {
        for (long seller = 1; seller <= SealedReverse.MAX_OFFERS; seller++) {
            sealed.requireRoom(seller);
            sealed.add(offer(100 + seller, seller));
        }
        assertThatThrownBy(() -> sealed.requireRoom(1))
                .isInstanceOfSatisfying(
                        CommandRejected.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.DUPLICATE));
        assertThatThrownBy(() -> sealed.requireRoom(SealedReverse.MAX_OFFERS + 1))
                .isInstanceOfSatisfying(
                        CommandRejected.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.AUCTION_FULL));
    }

    @Test
    void isReadWithOneOfferOfEachSellerAlone() {
        sealed.add(offer(101, 1));
        sealed.add(offer(102, 2));
        assertThat(SealedReverse.readState(written(), auctions).offers()).containsExactlyElementsOf(sealed.offers());
        sealed.add(offer(103, 1));
        assertThatThrownBy(() -> SealedReverse.readState(written(), auctions))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("offer 103");
    }

    private StateSource written() {
        StateSink sink = new StateSink();
        sealed.writeState(sink);
        return new StateSource(sink.toBytes());
    }
}
