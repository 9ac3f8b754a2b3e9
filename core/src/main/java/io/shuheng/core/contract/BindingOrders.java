package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.session.OpenSession;
import io.shuheng.core.trading.OfferFixedPrice;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.auction.AuctionState;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The orders and standing offers that may still trade, and with whose keys they were signed. An order is let go at the
 * end of the group in which it was filled, taken back or expired, one that takes a standing offer at the end of its own,
 * a quote or a resale when it is taken or ends, an offer when the next one of its instrument replaces it. For one thread.
 */
final class BindingOrders {

    private record Key(long owner, Hash32 certificateSm3) {}

    private record SessionParty(int key, long mandate) {}

    private static final Key NONE = new Key(0, new Hash32(Sm3Hash.ZERO.bytes()));

    private final Map<Integer, Key> keys = new HashMap<>();
    private final Map<Long, SessionParty> sessions = new HashMap<>();
    private final Map<Long, ContractOrder> orders = new HashMap<>();
    private final Map<Long, Long> offers = new HashMap<>();
    private final Map<Long, List<Long>> auctions = new HashMap<>();
    private final List<Long> done = new ArrayList<>();

    /** A command brought a certificate, which got the number that its event tells. */
    void keyRegistered(Event event, byte[] certificateSm3) {
        long owner = event.getB() == KeyPurpose.PARTICIPANT.number() ? event.getC() : 0;
        keys.put((int) event.getA(), new Key(owner, new Hash32(certificateSm3)));
    }

    /** The order of a party, and whose key is on it, as its contract states them. */
    void assume(ContractParty party) {
        ContractOrder order = party.getOrder();
        if (order.getKey() != 0) {
            long owner = order.getMandate() == 0 ? party.getParticipant() : order.getAgent();
            keys.put(order.getKey(), new Key(owner, order.getCertificateSm3()));
        }
        if (order.getSession() != 0) {
            sessions.put(order.getSession(), new SessionParty(order.getKey(), order.getMandate()));
        }
        orders.put(order.getSequence(), order);
    }

    /** A session was opened; the sequence of the command's record is its number. */
    void sessionOpened(OpenSession opening, long sequence, CommandBody body) {
        sessions.put(sequence, new SessionParty(body.authentication().getKey(), opening.getMandate()));
    }

    void offered(OfferFixedPrice offer, long sequence, CommandBody body) {
        orders.put(sequence, declared(sequence, offer.getMandate(), body));
        Long replaced = offers.put(offer.getInstrument(), sequence);
        if (replaced != null) {
            done.add(replaced);
        }
    }

    void placed(PlaceOrder order, long sequence, CommandBody body) {
        orders.put(sequence, declared(sequence, order.getMandate(), body));
        if (order.getOrderType() == OrderType.FIXED_PRICE) {
            done.add(sequence);
        }
    }

    /** A declaration in an auction, of who holds it or who bids in it: it may trade until the auction is over. */
    void declaredIn(long auction, long sequence, long mandate, CommandBody body) {
        orders.put(sequence, declared(sequence, mandate, body));
        auctions.computeIfAbsent(auction, number -> new ArrayList<>()).add(sequence);
    }

    /** A firm quote, or the acceptance of one. */
    void declares(long sequence, long mandate, CommandBody body) {
        orders.put(sequence, declared(sequence, mandate, body));
    }

    /** As the other, of a declaration that trades at once or never. */
    void declaresAtOnce(long sequence, long mandate, CommandBody body) {
        declares(sequence, mandate, body);
        done.add(sequence);
    }

    /** Looks for orders that are filled, taken back or expired, and for quotes that are taken or have ended. */
    void observe(Event event) {
        boolean filled = event.getKind() == EventKind.ORDER_FILLED.number() && event.getC() == 0;
        if (filled
                || event.getKind() == EventKind.ORDER_CANCELLED.number()
                || event.getKind() == EventKind.ORDER_EXPIRED.number()
                || event.getKind() == EventKind.QUOTE_TAKEN.number()
                || event.getKind() == EventKind.QUOTE_ENDED.number()
                || event.getKind() == EventKind.RESALE_ENDED.number()) {
            done.add(event.getA());
        }
        if (event.getKind() == EventKind.AUCTION_MOVED.number()
                && AuctionState.of(event.getC()).isFinal()) {
            List<Long> declarations = auctions.remove(event.getA());
            if (declarations != null) {
                done.addAll(declarations);
            }
        }
    }

    /** Number of orders, offers and quotes that may still trade. */
    int size() {
        return orders.size();
    }

    /** The order or offer with that sequence. */
    ContractOrder order(long sequence) {
        ContractOrder order = orders.get(sequence);
        if (order == null) {
            throw new ContractException(Code.REFERENCE_MISSING, "order " + sequence + ": no such order can trade");
        }
        return order;
    }

    /** The group is complete: what can trade no more is let go, and its sequence told. */
    void endOfGroup(Consumer<Long> letGo) {
        done.forEach(orders::remove);
        done.forEach(letGo);
        done.clear();
    }

    /** A command as one side's declaration: who signed it, and for whom. */
    ContractOrder declared(long sequence, long mandate, CommandBody body) {
        Authentication authentication = body.authentication();
        SessionParty sender = authentication.getSession() == 0
                ? new SessionParty(authentication.getKey(), mandate)
                : session(authentication.getSession());
        Key key = keys.getOrDefault(sender.key, NONE);
        return ContractOrder.newBuilder()
                .setSequence(sequence)
                .setCommandSm3(new Hash32(Sm3.hash(body.command())))
                .setAuthentication(kind(authentication))
                .setKey(sender.key)
                .setCertificateSm3(key.certificateSm3)
                .setSession(authentication.getSession())
                .setAgent(sender.mandate == 0 ? 0 : key.owner)
                .setMandate(sender.mandate)
                .build();
    }

    private SessionParty session(long number) {
        SessionParty session = sessions.get(number);
        if (session == null) {
            throw new ContractException(Code.REFERENCE_MISSING, "session " + number + ": no record before opens it");
        }
        return session;
    }

    private static PartyAuthentication kind(Authentication authentication) {
        return switch (AuthenticationKind.of(authentication.getKind())) {
            case SIGNED -> PartyAuthentication.SIGNED;
            case ATTESTED -> PartyAuthentication.ATTESTED;
            case ASSERTED -> PartyAuthentication.ASSERTED;
            case INTERNAL ->
                throw new ContractException(
                        Code.REFERENCE_MISSING, "authentication.kind 0: the exchange itself places no orders");
        };
    }
}
