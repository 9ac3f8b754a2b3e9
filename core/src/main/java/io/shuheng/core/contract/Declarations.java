package io.shuheng.core.contract;

import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.trading.OfferFixedPrice;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.auction.BidInAuction;
import io.shuheng.core.trading.auction.OfferInAuction;
import io.shuheng.core.trading.auction.OpenSealedAuction;
import io.shuheng.core.trading.auction.RevealBid;
import io.shuheng.core.trading.auction.RevealOffer;
import io.shuheng.core.trading.auction.ScheduleDutchAuction;
import io.shuheng.core.trading.auction.ScheduleEnglishAuction;
import io.shuheng.core.trading.auction.ScheduleReverseAuction;
import io.shuheng.core.trading.auction.ScheduleSealedReverse;
import io.shuheng.core.trading.auction.TakeFromClock;
import io.shuheng.core.trading.quote.GiveQuote;
import io.shuheng.core.trading.quote.TakeQuote;
import io.shuheng.core.trading.resale.OfferResale;
import io.shuheng.core.trading.resale.TakeResale;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The commands by which a side binds itself to what the rules may match: each is noted among the binding orders for as long
 * as it can trade, a resale with what it passes on. For one thread.
 */
final class Declarations {

    /**
     * What a resale passes on.
     *
     * @param contract the contract by which it was bought
     * @param termEndsNs when its term ends
     */
    record Resold(long contract, long termEndsNs) {}

    private final BindingOrders orders;
    private final Map<Long, Resold> resales = new HashMap<>();

    Declarations(BindingOrders orders) {
        this.orders = orders;
    }

    /** Takes an accepted command; whether it is one of these. */
    boolean observe(SpecificRecord command, CommandBody body, long sequence) {
        return observeOrder(command, body, sequence)
                || observeInAuction(command, body, sequence)
                || observeAnnounced(command, body, sequence)
                || observeQuote(command, body, sequence)
                || observeResale(command, body, sequence);
    }

    private boolean observeOrder(SpecificRecord command, CommandBody body, long sequence) {
        if (command instanceof OpenSession opening) {
            orders.sessionOpened(opening, sequence, body);
        } else if (command instanceof OfferFixedPrice offer) {
            orders.offered(offer, sequence, body);
        } else if (command instanceof PlaceOrder order) {
            orders.placed(order, sequence, body);
        } else {
            return false;
        }
        return true;
    }

    private boolean observeInAuction(SpecificRecord command, CommandBody body, long sequence) {
        if (command instanceof OfferInAuction offer) {
            orders.declaredIn(offer.getAuction(), sequence, offer.getMandate(), body);
        } else if (command instanceof BidInAuction bid) {
            orders.declaredIn(bid.getAuction(), sequence, bid.getMandate(), body);
        } else if (command instanceof RevealBid reveal) {
            orders.declaredIn(reveal.getAuction(), sequence, reveal.getMandate(), body);
        } else if (command instanceof RevealOffer reveal) {
            orders.declaredIn(reveal.getAuction(), sequence, reveal.getMandate(), body);
        } else if (command instanceof TakeFromClock taking) {
            orders.declaresAtOnce(sequence, taking.getMandate(), body);
        } else {
            return false;
        }
        return true;
    }

    private boolean observeAnnounced(SpecificRecord command, CommandBody body, long sequence) {
        if (command instanceof ScheduleEnglishAuction sale) {
            orders.declaredIn(announced(body), sequence, sale.getMandate(), body);
        } else if (command instanceof ScheduleReverseAuction tender) {
            orders.declaredIn(announced(body), sequence, tender.getMandate(), body);
        } else if (command instanceof ScheduleSealedReverse tender) {
            orders.declaredIn(announced(body), sequence, tender.getMandate(), body);
        } else if (command instanceof ScheduleDutchAuction sale) {
            orders.declaredIn(announced(body), sequence, sale.getMandate(), body);
        } else if (command instanceof OpenSealedAuction opening) {
            orders.declaredIn(announced(body), sequence, opening.getMandate(), body);
        } else {
            return false;
        }
        return true;
    }

    /** The auction that a command announced: before it, in the same record, timers may have announced others. */
    private static long announced(CommandBody body) {
        return ContractReferences.lastEvent(body, EventKind.AUCTION_SCHEDULED).getA();
    }

    private boolean observeQuote(SpecificRecord command, CommandBody body, long sequence) {
        if (command instanceof GiveQuote quote) {
            orders.declares(sequence, quote.getMandate(), body);
        } else if (command instanceof TakeQuote acceptance) {
            orders.declaresAtOnce(sequence, acceptance.getMandate(), body);
        } else {
            return false;
        }
        return true;
    }

    private boolean observeResale(SpecificRecord command, CommandBody body, long sequence) {
        if (command instanceof OfferResale offer) {
            orders.declares(sequence, offer.getMandate(), body);
            resales.put(sequence, new Resold(offer.getContract(), offer.getTermEndsNs()));
        } else if (command instanceof TakeResale taking) {
            orders.declaresAtOnce(sequence, taking.getMandate(), body);
            resales.put(sequence, new Resold(taking.getContract(), taking.getTermEndsNs()));
        } else {
            return false;
        }
        return true;
    }

    /** The declaration of that sequence, which can trade. */
    ContractOrder order(long sequence) {
        return orders.order(sequence);
    }

    /**
     * What a trade passes on, null where it is no resale: both of its declarations name it, and of a proof file one of
     * them may be a hash.
     */
    @Nullable
    Resold resold(Trade trade) {
        Resold ofBuyer = resales.get(trade.getBuyOrder());
        return ofBuyer == null ? resales.get(trade.getSellOrder()) : ofBuyer;
    }

    /** The group is complete: what can trade no more is let go. */
    void endOfGroup() {
        orders.endOfGroup(resales::remove);
    }
}
