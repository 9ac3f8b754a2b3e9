package io.shuheng.ledger.inspect;

import io.shuheng.core.clearing.AccountKind;
import io.shuheng.core.contract.amendment.AcceptAmendment;
import io.shuheng.core.contract.negotiation.RequestTerms;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.trading.OfferFixedPrice;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Trade;
import io.shuheng.ledger.inspect.LedgerObject.Kind;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/*
 * Every object is made by a record that names what it is made from: an instrument its listing, a trade its instrument, a
 * right of use its contract. So one reading from the front finds all that hangs together, and never has to look back.
 */
/**
 * Follows objects of the exchange through a ledger, and whatever comes of them: of a product its instruments, orders,
 * trades, rights of use and disputes; of a participant its orders, contracts, money and mandates. A bit for each followed
 * object. For one thread; records must be shown in order.
 */
public final class Threads {

    private final Map<Kind, NumberSet> followed = new EnumMap<>(Kind.class);
    private final Set<String> products = new HashSet<>();

    /** Follows nothing yet. */
    public Threads() {}

    /** Follows an object from here on. */
    public void follow(Kind kind, long number) {
        followed.computeIfAbsent(kind, none -> new NumberSet()).add(number);
    }

    /** Follows whatever is listed under a provider's id of a product from here on. */
    public void followProduct(String productId) {
        products.add(productId);
    }

    /** Whether an object is followed. */
    public boolean follows(Kind kind, long number) {
        NumberSet numbers = followed.get(kind);
        return numbers != null && numbers.contains(number);
    }

    /** Whether one of these is followed; netting cycles are not. */
    public boolean followsAny(Set<LedgerObject> objects) {
        for (LedgerObject object : objects) {
            if (object.kind() != Kind.CYCLE && follows(object.kind(), object.number())) {
                return true;
            }
        }
        return false;
    }

    /** Whether an event names something followed, or seals contracts of which one is. */
    public boolean concerns(ReadEvent event) {
        return concerns(event, NamedObjects.in(event));
    }

    /** As {@link #concerns(ReadEvent)}, where the objects that it names are at hand. */
    public boolean concerns(ReadEvent event, Set<LedgerObject> named) {
        return switch (event.kind()) {
            case CONTRACTS_SEALED, REQUEST_SEAL -> {
                NumberSet contracts = followed.get(Kind.CONTRACT);
                yield contracts != null && contracts.intersects(event.a(), event.b());
            }
            default -> followsAny(named);
        };
    }

    /** Whether a record, its sender or one of its events names something followed. */
    public boolean concern(InspectedRecord record) {
        return isSentByFollowed(record)
                || followsAny(NamedObjects.in(record.value()))
                || record.events().stream().anyMatch(this::concerns);
    }

    /** Whether a followed participant sent it, or what it is the result of. */
    public boolean isSentByFollowed(InspectedRecord record) {
        return record.sender()
                .signer()
                .filter(signer -> signer.purpose() == KeyPurpose.PARTICIPANT)
                .filter(signer -> follows(Kind.PARTICIPANT, signer.number()))
                .isPresent();
    }

    /** Follows what the record makes of something followed. */
    public void learn(InspectedRecord record) {
        if (record.value() instanceof Trade trade) {
            learn(trade);
        } else if (record.value() instanceof Entitlement entitlement) {
            derive(Kind.CONTRACT, entitlement.getContract(), Kind.ENTITLEMENT, entitlement.getEntitlement());
        } else if (record.value() instanceof PlaceOrder order) {
            learnOrder(record, order.getInstrument());
        } else if (record.value() instanceof OfferFixedPrice offer) {
            learnOrder(record, offer.getInstrument());
        }
        for (ReadEvent event : record.events()) {
            learn(record, event);
        }
    }

    private void learn(Trade trade) {
        if (follows(Kind.INSTRUMENT, trade.getInstrument())
                || follows(Kind.PARTICIPANT, trade.getBuyer())
                || follows(Kind.PARTICIPANT, trade.getSeller())) {
            follow(Kind.CONTRACT, trade.getTrade());
        }
        derive(Kind.CONTRACT, trade.getTrade(), Kind.HOLD, trade.getHold());
    }

    private void learnOrder(InspectedRecord record, long instrument) {
        if (follows(Kind.INSTRUMENT, instrument) || isSentByFollowed(record)) {
            follow(Kind.ORDER, record.sequence());
        }
    }

    private void learn(InspectedRecord record, ReadEvent event) {
        long a = event.a();
        long b = event.b();
        long c = event.c();
        switch (event.kind()) {
            case LISTING_SUBMITTED -> learnListing(record, a, c);
            case INSTRUMENT_OPENED -> derive(Kind.LISTING, b, Kind.INSTRUMENT, a);
            case TRADED -> derive(Kind.INSTRUMENT, b, Kind.CONTRACT, a);
            case TERMS_REQUESTED -> learnNegotiation(record, a, b);
            case TERMS_OFFERED -> derive(Kind.PARTICIPANT, b, Kind.NEGOTIATION, a);
            case CONTRACT_COUNTERSIGNED -> derive(Kind.NEGOTIATION, a, Kind.CONTRACT, b);
            case ENTITLEMENT_CHANGED -> derive(Kind.CONTRACT, b, Kind.ENTITLEMENT, a);
            case DISPUTE_OPENED -> derive(Kind.CONTRACT, b, Kind.DISPUTE, a);
            case HOLD_PLACED -> learnRefund(record, a);
            case HOLD_CARVED -> derive(Kind.HOLD, a, Kind.HOLD, b);
            case DEPOSIT_REQUESTED -> derive(Kind.PARTICIPANT, b, Kind.DEPOSIT, a);
            case WITHDRAWAL_REQUESTED -> derive(Kind.PARTICIPANT, b, Kind.WITHDRAWAL, a);
            case MANDATE_GRANTED -> {
                derive(Kind.PARTICIPANT, b, Kind.MANDATE, a);
                derive(Kind.PARTICIPANT, c, Kind.MANDATE, a);
            }
            case ACCOUNT_OPENED -> {
                if (b == AccountKind.MEMBER_CASH.number()) {
                    derive(Kind.PARTICIPANT, c, Kind.ACCOUNT, a);
                }
            }
            case KEY_REGISTERED -> {
                if (b == KeyPurpose.PARTICIPANT.number()) {
                    derive(Kind.PARTICIPANT, c, Kind.KEY, a);
                }
            }
            case FREEZE_ORDERED -> {
                if (followsAny(NamedObjects.in(event))) {
                    follow(Kind.FREEZE, a);
                }
            }
            default -> {}
        }
    }

    private void learnListing(InspectedRecord record, long listing, long submitter) {
        boolean sought = record.value() instanceof SubmitListing submitted
                && products.contains(submitted.getDescriptor().getProductId());
        if (sought || follows(Kind.PARTICIPANT, submitter)) {
            follow(Kind.LISTING, listing);
        }
    }

    /** What a provider is to pay back is held with the acceptance of the amendment that says so. */
    private void learnRefund(InspectedRecord record, long hold) {
        if (record.value() instanceof AcceptAmendment acceptance) {
            derive(Kind.CONTRACT, acceptance.getContract(), Kind.HOLD, hold);
        }
    }

    private void learnNegotiation(InspectedRecord record, long negotiation, long consumer) {
        boolean sought =
                record.value() instanceof RequestTerms request && follows(Kind.INSTRUMENT, request.getInstrument());
        if (sought || follows(Kind.PARTICIPANT, consumer)) {
            follow(Kind.NEGOTIATION, negotiation);
        }
    }

    private void derive(Kind from, long parent, Kind kind, long child) {
        if (child != 0 && follows(from, parent)) {
            follow(kind, child);
        }
    }
}
