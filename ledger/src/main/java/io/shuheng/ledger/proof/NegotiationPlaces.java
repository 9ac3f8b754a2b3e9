package io.shuheng.ledger.proof;

import io.shuheng.core.contract.negotiation.SignAgreement;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordKind;
import io.shuheng.ledger.proof.LedgerSurvey.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the records stand that made the negotiated contract of one trade. Others are kept while their negotiation is open.
 * For one thread.
 */
final class NegotiationPlaces {

    /**
     * A record that made a contract.
     *
     * @param place where it stands
     * @param side for which participant it was sent, 0 for the exchange
     * @param mandate under which it signs, 0 where there is none
     */
    record Message(Place place, long side, long mandate) {}

    private final long trade;
    private final Map<Long, List<Message>> open = new HashMap<>();
    private List<Message> found = List.of();

    NegotiationPlaces(long trade) {
        this.trade = trade;
    }

    void observe(RecordKind kind, CommandBody body, long sequence) {
        Place place = new Place(sequence, body.authentication().getKey());
        for (Event event : body.events()) {
            long negotiation = event.getA();
            if (event.getKind() == EventKind.TERMS_REQUESTED.number()) {
                open.computeIfAbsent(negotiation, first -> began(new Message(place, event.getB(), 0)));
            } else if (event.getKind() == EventKind.AGREEMENT_SIGNED.number()) {
                add(negotiation, new Message(place, event.getB(), mandate(kind, body)));
            } else if (event.getKind() == EventKind.CONTRACT_COUNTERSIGNED.number()) {
                add(negotiation, new Message(place, 0, 0));
                List<Message> made = open.remove(negotiation);
                found = event.getB() == trade && made != null ? List.copyOf(made) : found;
            } else if (event.getKind() == EventKind.NEGOTIATION_TERMINATED.number()) {
                open.remove(negotiation);
            }
        }
    }

    private static List<Message> began(Message request) {
        return new ArrayList<>(List.of(request));
    }

    private void add(long negotiation, Message message) {
        open.computeIfAbsent(negotiation, unknown -> new ArrayList<>()).add(message);
    }

    private static long mandate(RecordKind kind, CommandBody body) {
        return kind.javaClass() == SignAgreement.class
                ? AvroBytes.decode(SignAgreement.class, body.command()).getMandate()
                : 0;
    }

    /** The first request, both signatures and the countersignature, in order; none where the trade was matched. */
    List<Message> messages() {
        return found;
    }
}
