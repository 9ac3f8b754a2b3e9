package io.shuheng.core.market;

import io.shuheng.core.trading.TradingMode;
import io.shuheng.core.trading.auction.AfterAuction;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.core.trading.auction.AwardRule;
import io.shuheng.core.trading.auction.DutchClock;
import io.shuheng.core.trading.auction.TiePolicy;
import java.util.OptionalLong;

/**
 * What is public of an auction: neither who holds it nor who bids, no bid that is sealed, no maximum of a proxy, no reserve
 * that is hidden. Times are sequenced times, nanoseconds since 1970; prices are of one lot, micro-yuan. Immutable.
 */
public sealed interface PublicAuction {

    /** Its number, from 1. */
    long number();

    /** How far it has come. */
    AuctionState state();

    /** How it is held. */
    TradingMode mode();

    /**
     * A call auction (集合竞价).
     *
     * @param number its number
     * @param state how far it has come
     * @param tiePolicy which of equally good prices is taken
     * @param opensNs when it opens
     * @param acceptOnlyNs from when on it lets no order go
     * @param closesNs when it closes
     * @param after what becomes of orders that it leaves
     * @param acceptsOnly whether orders can no longer be taken back
     * @param indicativePriceMicros at what it would trade now (虚拟参考价格); 0 where nothing would
     * @param indicativeLots what it would trade (虚拟匹配量)
     * @param imbalanceLots what would stay unfilled (虚拟未匹配量): above 0 of buyers, below 0 of sellers
     * @param priceMicros the price that was found; 0 before
     * @param volumeLots lots that trade at it
     */
    record Call(
            long number,
            AuctionState state,
            TiePolicy tiePolicy,
            long opensNs,
            long acceptOnlyNs,
            long closesNs,
            AfterAuction after,
            boolean acceptsOnly,
            long indicativePriceMicros,
            long indicativeLots,
            long imbalanceLots,
            long priceMicros,
            long volumeLots)
            implements PublicAuction {

        @Override
        public TradingMode mode() {
            return TradingMode.CALL_AUCTION;
        }
    }

    /**
     * An English auction (英式拍卖), or a reverse one (求购), in which prices fall.
     *
     * @param number its number
     * @param state how far it has come
     * @param reverse whether a buyer holds it
     * @param quantityLots lots that are traded together
     * @param startMicros price at which the first bid is taken
     * @param stepMicros least raise or fall
     * @param opensNs when it opens
     * @param closesNs when it closes, as it stands now
     * @param hasReserve whether there is a hidden reserve
     * @param reserveMicros the reserve, once it was shown
     * @param bids how many bids were taken
     * @param priceMicros the price that stands; 0 where nobody has bid
     */
    record Outcry(
            long number,
            AuctionState state,
            boolean reverse,
            long quantityLots,
            long startMicros,
            long stepMicros,
            long opensNs,
            long closesNs,
            boolean hasReserve,
            OptionalLong reserveMicros,
            int bids,
            long priceMicros)
            implements PublicAuction {

        @Override
        public TradingMode mode() {
            return reverse ? TradingMode.REVERSE_AUCTION : TradingMode.ENGLISH_AUCTION;
        }
    }

    /**
     * A Dutch auction (荷兰式拍卖). Its price falls with time and is told by its clock, without updates.
     *
     * @param number its number
     * @param state how far it has come
     * @param quantityLots lots for sale at first
     * @param restLots lots that nobody has taken
     * @param clock its price at each time
     * @param closesNs when it closes
     */
    record Dutch(long number, AuctionState state, long quantityLots, long restLots, DutchClock clock, long closesNs)
            implements PublicAuction {

        @Override
        public TradingMode mode() {
            return TradingMode.DUTCH_AUCTION;
        }
    }

    /**
     * A sealed-bid auction (密封竞价): how many bid, and never what.
     *
     * @param number its number
     * @param state how far it has come
     * @param awardRule what winners pay
     * @param quantityLots lots for sale; 0 of an unlimited supply
     * @param reserveMicros the reserve; 0 while it is hidden, and where there is none
     * @param opensNs first time at which bids are committed
     * @param closesNs first time at which they are revealed
     * @param revealByNs when that ends
     * @param commitments bids committed
     * @param reveals bids revealed
     * @param priceMicros what every winner pays, once it is decided; 0 before, and where prices differ
     */
    record Sealed(
            long number,
            AuctionState state,
            AwardRule awardRule,
            long quantityLots,
            long reserveMicros,
            long opensNs,
            long closesNs,
            long revealByNs,
            int commitments,
            int reveals,
            long priceMicros)
            implements PublicAuction {

        @Override
        public TradingMode mode() {
            return TradingMode.SEALED_AUCTION;
        }
    }

    /**
     * A sealed reverse auction (密封求购): how many offer, and never what.
     *
     * @param number its number
     * @param state how far it has come
     * @param awardRule what the winner gets
     * @param quantityLots lots that are bought together
     * @param ceilingMicros most for one lot
     * @param opensNs first time at which offers are committed
     * @param closesNs first time at which they are shown
     * @param revealUntilNs when that ends
     * @param commitments offers committed
     * @param reveals offers shown
     * @param priceMicros what the winner gets for one lot, once it is decided; 0 before, and where nothing is bought
     */
    record SealedReverse(
            long number,
            AuctionState state,
            AwardRule awardRule,
            long quantityLots,
            long ceilingMicros,
            long opensNs,
            long closesNs,
            long revealUntilNs,
            int commitments,
            int reveals,
            long priceMicros)
            implements PublicAuction {

        @Override
        public TradingMode mode() {
            return TradingMode.REVERSE_AUCTION;
        }
    }
}
