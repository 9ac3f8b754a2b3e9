package io.shuheng.ledger.proof;

import io.shuheng.core.contract.ContractOrder;
import io.shuheng.core.contract.ContractParty;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.view.KeyDirectory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether a key is one of a party's, or of the agent that acted for it: as far as opened registrations, an opened mandate
 * and the contract tell. For one thread.
 */
final class PartyKeys {

    private static final int NO_KEY = 0;
    private static final long NO_PARTICIPANT = 0;

    private final ContractTerms terms;
    private final List<OpenedRecord> records;
    private final OpenedSignatures signatures;

    PartyKeys(ContractTerms terms, List<OpenedRecord> records, OpenedSignatures signatures) {
        this.terms = terms;
        this.records = records;
        this.signatures = signatures;
    }

    /**
     * Why what a key has signed is not that party's; empty where it is, or where nothing in the file tells.
     *
     * @param mandate under which it was signed, 0 where the party signed itself
     */
    Optional<String> refusal(ContractParty party, int key, long mandate) {
        OptionalLong signer = OptionalLong.of(party.getParticipant());
        if (mandate != 0) {
            Optional<Event> granted = granted(mandate);
            if (granted.filter(event -> event.getB() != party.getParticipant()).isPresent()) {
                return Optional.of("under mandate " + mandate + ", which is another's");
            }
            signer = granted.isPresent() ? OptionalLong.of(granted.get().getC()) : OptionalLong.empty();
        }
        OptionalLong holder = holder(key);
        boolean another = holder.isPresent()
                && (holder.getAsLong() == NO_PARTICIPANT || (signer.isPresent() && !holder.equals(signer)));
        return another ? Optional.of("with key " + key + ", which is another's") : Optional.empty();
    }

    /** Each side's order is with a key of its own, or of the agent that acted for it. */
    void requireOwnOrders() throws InvalidProof {
        for (ContractParty party : List.of(terms.getProvider(), terms.getConsumer())) {
            ContractOrder order = party.getOrder();
            Optional<String> refusal =
                    order.getKey() == NO_KEY ? Optional.empty() : refusal(party, order.getKey(), order.getMandate());
            if (refusal.isPresent()) {
                throw new InvalidProof(
                        ProofRule.CONTRACT, order.getSequence(), "the party's order, and signed " + refusal.get());
            }
        }
    }

    private Optional<Event> granted(long mandate) {
        return records.stream()
                .flatMap(record -> record.find(EventKind.MANDATE_GRANTED, mandate).stream())
                .findFirst();
    }

    /** Whose a key is by its registration, or else by the contract; empty where neither tells. */
    private OptionalLong holder(int key) {
        Optional<KeyDirectory.Entry> registered = signatures.registered(key);
        if (registered.isPresent()) {
            boolean isParticipants = registered.get().purpose() == KeyPurpose.PARTICIPANT;
            return OptionalLong.of(isParticipants ? registered.get().owner() : NO_PARTICIPANT);
        }
        for (ContractParty party : List.of(terms.getProvider(), terms.getConsumer())) {
            ContractOrder order = party.getOrder();
            if (order.getKey() == key) {
                return OptionalLong.of(order.getMandate() == 0 ? party.getParticipant() : order.getAgent());
            }
        }
        return OptionalLong.empty();
    }
}
