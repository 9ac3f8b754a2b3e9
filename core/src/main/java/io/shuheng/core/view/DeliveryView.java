package io.shuheng.core.view;

import io.shuheng.core.delivery.BasisDocument;
import io.shuheng.core.delivery.BasisKind;
import io.shuheng.core.delivery.DeliveryState;
import io.shuheng.core.delivery.NameDeliveryBasis;
import io.shuheng.core.delivery.StartDelivery;
import io.shuheng.core.delivery.WithdrawBasis;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.dispute.DisputeRuling;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries (交付), one for each contract. Seen by those who see the affairs of a party to the contract. Thread-safe;
 * answers wait only while a group of records is being applied.
 */
public final class DeliveryView {

    /** A delivery as it now is. */
    private static final class Delivery {

        private final long contract;
        private final Map<BasisKind, DeliveryEntry.Basis> basis = new EnumMap<>(BasisKind.class);
        private @Nullable DeliveryState state;
        private DeliveryEntry.@Nullable Content content;
        private long objectUntilNs;
        private long acceptedAtNs;
        private long acceptedBy;

        Delivery(long contract) {
            this.contract = contract;
        }

        DeliveryEntry toEntry() {
            return new DeliveryEntry(
                    contract,
                    Optional.ofNullable(state),
                    List.copyOf(basis.values()),
                    Optional.ofNullable(content),
                    objectUntilNs,
                    acceptedAtNs,
                    acceptedBy);
        }
    }

    private final Stand stand;
    private final ContractView contracts;
    private final List<Delivery> deliveries = new ArrayList<>();
    private final Places byParty = new Places();

    DeliveryView(Stand stand, ContractView contracts) {
        this.stand = stand;
        this.contracts = contracts;
    }

    /** The delivery under a contract; empty where there is no such contract or the caller does not see it. */
    public AsOf<Optional<DeliveryEntry>> delivery(Visibility visibility, long contract) {
        return stand.ask(() -> contract < 1 || contract > deliveries.size()
                ? Optional.empty()
                : Optional.ofNullable(seen(visibility, deliveries.get((int) contract - 1))));
    }

    /** The deliveries that a participant owes or is owed, by contract. */
    public Page<DeliveryEntry> deliveriesOf(Visibility visibility, long participant, PageRequest request) {
        return stand.page(
                request,
                () -> byParty.count(participant),
                index -> seen(visibility, deliveries.get(byParty.place(participant, index))));
    }

    void observe(ViewGroup group) {
        for (ViewGroup.Result result : group.results()) {
            if (result.value() instanceof Trade trade) {
                byParty.add(trade.getBuyer(), deliveries.size());
                byParty.add(trade.getSeller(), deliveries.size());
                deliveries.add(new Delivery(trade.getTrade()));
            } else if (result.value() instanceof DisputeRuling ruling) {
                ruled(required(ruling.getContract()), ruling.getAward());
            }
        }
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case BASIS_NAMED -> named(required(event.a()), group.commandOf(NameDeliveryBasis.class));
                case DELIVERY_STARTED ->
                    started(required(event.a()), group.commandOf(StartDelivery.class), group.timeNs());
                case BASIS_WITHDRAWN ->
                    required(event.a())
                            .basis
                            .remove(group.commandOf(WithdrawBasis.class).getKind());
                case DELIVERY_RECEIPTED -> objectable(required(event.a()), DeliveryState.RECEIPTED, event.b());
                case DELIVERY_REJECTED -> objectable(required(event.a()), DeliveryState.REJECTED, event.c());
                case DISPUTE_OPENED -> disputed(required(event.b()));
                case TRADE_UNDONE -> undone(required(event.a()));
                case TRADE_UNWOUND -> undone(required(event.b()));
                case DELIVERY_ACCEPTED -> accepted(required(event.a()), event.b(), group.timeNs());
                default -> {}
            }
        }
    }

    private @Nullable DeliveryEntry seen(Visibility visibility, Delivery delivery) {
        return contracts.sees(visibility, delivery.contract) ? delivery.toEntry() : null;
    }

    private static void named(Delivery delivery, NameDeliveryBasis command) {
        for (BasisDocument document : command.getDocuments()) {
            delivery.basis.put(
                    document.getKind(),
                    new DeliveryEntry.Basis(
                            document.getKind(), hash(document.getDocumentSm3()), document.getValidToNs()));
        }
    }

    private static void started(Delivery delivery, StartDelivery command, long timeNs) {
        delivery.state = DeliveryState.STARTED;
        delivery.content = new DeliveryEntry.Content(
                hash(command.getEnvelopeSm3()),
                command.getEnvelopeBytes(),
                hash(command.getWrappedKeySm3()),
                hash(command.getContentSm3()),
                command.getContentBytes(),
                hash(command.getContentRoot()),
                timeNs);
    }

    private static void objectable(Delivery delivery, DeliveryState state, long untilNs) {
        delivery.state = state;
        delivery.objectUntilNs = untilNs;
    }

    private static void disputed(Delivery delivery) {
        if (delivery.state == DeliveryState.STARTED) {
            delivery.state = DeliveryState.SUSPENDED;
        }
    }

    /** A decision stands for the receipt that was not signed, or for the rejection that was not made. */
    private static void ruled(Delivery delivery, DisputeAward award) {
        DeliveryState end = award == DisputeAward.BUYER ? DeliveryState.TERMINATED : DeliveryState.COMPLETED;
        DeliveryState state = delivery.state;
        if (state != null && state.canMoveTo(end)) {
            delivery.state = end;
        }
    }

    /** What was rejected stays so; every other delivery ends with its trade. */
    private static void undone(Delivery delivery) {
        DeliveryState state = delivery.state;
        if (state != null && state.canMoveTo(DeliveryState.TERMINATED)) {
            delivery.state = DeliveryState.TERMINATED;
        }
    }

    private static void accepted(Delivery delivery, long by, long timeNs) {
        delivery.acceptedBy = by;
        delivery.acceptedAtNs = timeNs;
    }

    private Delivery required(long contract) {
        if (contract < 1 || contract > deliveries.size()) {
            throw new IllegalStateException("contract " + contract + ": no record has brought it");
        }
        return deliveries.get((int) contract - 1);
    }

    private static Sm3Hash hash(Hash32 value) {
        return Sm3Hash.of(value.bytes());
    }
}
