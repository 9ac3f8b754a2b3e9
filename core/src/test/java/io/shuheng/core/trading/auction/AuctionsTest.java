package io.shuheng.core.trading.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.core.trading.TradingMode;
import org.junit.jupiter.api.Test;

class AuctionsTest {

    private final Auctions auctions = new Auctions();

    @Test
    void numbersAuctionsFromOneInTheOrderTheyAreAnnounced() {
        assertThat(schedule(TradingMode.SEALED_AUCTION).number()).isEqualTo(1);
        assertThat(schedule(TradingMode.CALL_AUCTION).number()).isEqualTo(2);
        assertThat(auctions.get(2).mode()).isEqualTo(TradingMode.CALL_AUCTION);
    }

    @Test
    void findsAnAuctionOnlyUnderItsOwnMode() {
        schedule(TradingMode.SEALED_AUCTION);
        assertThat(auctions.require(1, TradingMode.SEALED_AUCTION).opening()).isEqualTo(7);
        assertThatThrownBy(() -> auctions.require(1, TradingMode.CALL_AUCTION)).isInstanceOf(CommandRejected.class);
        assertThatThrownBy(() -> auctions.require(2, TradingMode.SEALED_AUCTION))
                .isInstanceOf(CommandRejected.class);
        assertThatThrownBy(() -> auctions.require(0, TradingMode.SEALED_AUCTION))
                .isInstanceOf(CommandRejected.class);
    }

    @Test
    void takesNoStepThatTheStateMachineLacks() {
        Auction auction = schedule(TradingMode.SEALED_AUCTION);
        assertThatThrownBy(() -> auction.moveTo(AuctionState.CLOSED)).isInstanceOf(IllegalStateException.class);
        auction.moveTo(AuctionState.OPEN);
        auction.moveTo(AuctionState.CLOSED);
        auction.moveTo(AuctionState.UNCROSSED);
        assertThatThrownBy(() -> auction.moveTo(AuctionState.VOID)).isInstanceOf(IllegalStateException.class);
        auction.moveTo(AuctionState.AWARDED);
        assertThatThrownBy(() -> auction.moveTo(AuctionState.NO_SALE)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothingLeadsOutOfAFinalState() {
        for (AuctionState state : AuctionState.values()) {
            boolean leads = false;
            for (AuctionState next : AuctionState.values()) {
                leads |= state.canMoveTo(next);
            }
            assertThat(leads).as(state.name()).isNotEqualTo(state.isFinal());
        }
    }

    @Test
    void readsBackWhatItWrote() {
        schedule(TradingMode.SEALED_AUCTION).moveTo(AuctionState.OPEN);
        schedule(TradingMode.CALL_AUCTION);
        StateSink sink = new StateSink();
        auctions.writeState(sink);
        Auctions read = new Auctions();
        StateSource source = new StateSource(sink.toBytes());
        read.readState(source);
        source.requireEnd();
        StateSink again = new StateSink();
        read.writeState(again);
        assertThat(again.toBytes()).isEqualTo(sink.toBytes());
        assertThat(read.get(1).state()).isEqualTo(AuctionState.OPEN);
    }

    private Auction schedule(TradingMode mode) {
        return auctions.schedule(7, mode, 3, 5);
    }
}
