package io.shuheng.core.engine;

import io.shuheng.core.trading.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A posted book, as its rules say it and no faster: lists that are searched from end to end. Sellers and buyers are
 * letters; the buyer "x" and the seller "p" belong together, and whoever comes second gives way.
 */
final class PlainPostedBook {

    record Standing(long number, Side side, String owner, long price) {}

    private final List<Standing> offers = new ArrayList<>();
    private final List<Standing> bids = new ArrayList<>();
    private final List<String> licensed = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    /** All that happened, in order; an order that is refused leaves the word and its reason. */
    List<String> events() {
        return events;
    }

    void place(long number, Side side, String owner, long price, long replaces, boolean rests) {
        List<Standing> own = side == Side.SELL ? offers : bids;
        Standing replaced = own.stream()
                .filter(standing -> standing.number == replaces && standing.owner.equals(owner))
                .findFirst()
                .orElse(null);
        Standing order = new Standing(number, side, owner, price);
        String refusal = refusal(order, own, replaces, replaced);
        if (refusal != null) {
            events.add("refused " + refusal);
        } else if (replaced != null && replaced.price == price) {
            own.set(own.indexOf(replaced), order);
            events.add("replaced " + replaces + " by " + number);
        } else {
            if (replaced != null) {
                own.remove(replaced);
                events.add("gone " + replaces);
            }
            trade(order, rests);
        }
    }

    void cancel(long number, String owner) {
        boolean gone = offers.removeIf(offer -> offer.number == number && offer.owner.equals(owner))
                || bids.removeIf(bid -> bid.number == number && bid.owner.equals(owner));
        events.add(gone ? "gone " + number : "refused ORDER_NOT_OPEN");
    }

    private String refusal(Standing order, List<Standing> own, long replaces, Standing replaced) {
        if (replaces != 0 && replaced == null) {
            return "ORDER_NOT_OPEN";
        }
        if (own.stream().anyMatch(standing -> !standing.equals(replaced) && standing.owner.equals(order.owner))) {
            return "ORDER_STANDS";
        }
        if (order.side == Side.BUY && licensed.contains(order.owner)) {
            return "LICENCE_LIVE";
        }
        Standing first = first(order);
        return first != null && isOfOneGroup(order, first) ? "SELF_TRADE" : null;
    }

    /** Sells to the first bid that an offer reaches, or buys from the first offer that a bid reaches, as long as any is. */
    private void trade(Standing order, boolean rests) {
        for (Standing met = first(order); met != null; met = first(order)) {
            if (isOfOneGroup(order, met)) {
                events.add("gone " + order.number);
                return;
            }
            Standing offer = order.side == Side.SELL ? order : met;
            Standing bid = order.side == Side.SELL ? met : order;
            events.add("sold " + offer.number + " to " + bid.number + " at " + offer.price);
            licensed.add(bid.owner);
            bids.remove(bid);
            if (bid.equals(order)) {
                offers.remove(offer);
                offers.add(offer);
                return;
            }
        }
        if (rests) {
            (order.side == Side.SELL ? offers : bids).add(order);
            events.add("rests " + order.number + " at " + order.price);
        } else {
            events.add("gone " + order.number);
        }
    }

    /** The lowest offer at or below a bid, or the highest bid at or above an offer; of equal ones who came first. */
    private Standing first(Standing order) {
        return order.side == Side.BUY
                ? offers.stream()
                        .filter(offer -> offer.price <= order.price)
                        .min(Comparator.comparingLong(Standing::price))
                        .orElse(null)
                : bids.stream()
                        .filter(bid -> bid.price >= order.price)
                        .min(Comparator.comparingLong((Standing bid) -> -bid.price))
                        .orElse(null);
    }

    private static boolean isOfOneGroup(Standing one, Standing other) {
        return (one.owner + other.owner).equals("xp") || (one.owner + other.owner).equals("px");
    }
}
