package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
import io.shuheng.core.contract.negotiation.AcceptTerms;
import io.shuheng.core.contract.negotiation.OfferTerms;
import io.shuheng.core.contract.negotiation.RequestTerms;
import io.shuheng.core.contract.negotiation.SignAgreement;
import io.shuheng.core.contract.negotiation.SignedHashes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the records say of each open negotiation, as far as a contract is derived from it: the consumer, the latest offer,
 * its acceptance, what was signed. One that ends is let go. For one thread.
 */
final class NegotiatedContracts {

    /** One negotiation. */
    static final class Open {
        private final long consumer;
        private long provider;
        private @Nullable OfferTerms offer;
        private @Nullable ContractOrder offered;
        private @Nullable ContractOrder accepted;
        private long acceptedAtNs;
        private @Nullable SignedHashes signed;

        Open(long consumer) {
            this.consumer = consumer;
        }

        /** Number of the consumer. */
        long consumer() {
            return consumer;
        }

        /** Number of the provider, once it has offered. */
        long provider() {
            return provider;
        }

        /** The latest offer. */
        OfferTerms offer() {
            return required(offer, "offer");
        }

        /** The latest offer as the provider's declaration. */
        ContractOrder offered() {
            return required(offered, "offer");
        }

        /** The acceptance as the consumer's declaration. */
        ContractOrder accepted() {
            return required(accepted, "acceptance");
        }

        /** Sequenced time of the acceptance. */
        long acceptedAtNs() {
            return acceptedAtNs;
        }

        /** What the last signature is over; null where nobody has signed. */
        @Nullable
        SignedHashes signed() {
            return signed;
        }

        private static <T> T required(@Nullable T value, String name) {
            if (value == null) {
                throw new ContractException(Code.REFERENCE_MISSING, name + ": no record before has brought it");
            }
            return value;
        }
    }

    private final BindingOrders orders;
    private final Map<Long, Open> open = new HashMap<>();

    /** Whose declarations are made like those of orders. */
    NegotiatedContracts(BindingOrders orders) {
        this.orders = orders;
    }

    void requested(RequestTerms request, Event requested) {
        if (request.getNegotiation() == 0) {
            open.put(requested.getA(), new Open(requested.getB()));
        }
    }

    void offered(OfferTerms offer, Event offered, long sequence, CommandBody body) {
        Open negotiation = require(offer.getNegotiation());
        negotiation.provider = offered.getB();
        negotiation.offer = offer;
        negotiation.offered = orders.declared(sequence, offer.getMandate(), body);
    }

    void accepted(AcceptTerms acceptance, long sequence, long timeNs, CommandBody body) {
        Open negotiation = require(acceptance.getNegotiation());
        negotiation.accepted = orders.declared(sequence, acceptance.getMandate(), body);
        negotiation.acceptedAtNs = timeNs;
    }

    /** The acceptance as the contract itself states it. */
    void assumeAccepted(long number, ContractOrder acceptance, long timeNs) {
        Open negotiation = require(number);
        negotiation.accepted = acceptance;
        negotiation.acceptedAtNs = timeNs;
    }

    void signed(SignAgreement signature) {
        require(signature.getNegotiation()).signed = SignedHashes.of(signature);
    }

    /** Looks for negotiations that have come to nothing; a timer ends one in any command's record, refused or not. */
    void observe(Event event) {
        if (event.getKind() == EventKind.NEGOTIATION_TERMINATED.number()) {
            open.remove(event.getA());
        }
    }

    /** The exchange has countersigned it: it is let go. */
    Open finish(long number) {
        Open finished = require(number);
        open.remove(number);
        return finished;
    }

    /**
     * The open negotiation with that number.
     *
     * @throws ContractException CONTRACT_NOT_KEPT
     */
    Open require(long number) {
        Open negotiation = open.get(number);
        if (negotiation == null) {
            throw new ContractException(
                    Code.CONTRACT_NOT_KEPT, "negotiation " + number + ": not begun, or ended and let go");
        }
        return negotiation;
    }
}
