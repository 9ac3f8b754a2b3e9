package io.shuheng.ledger.proof;

import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.ledger.proof.LedgerSurvey.Place;
import java.util.ArrayList;
import java.util.List;

/** Where the records stand that amended one contract: of each amendment its proposal, its acceptance, its countersignature. For one thread. */
final class AmendmentPlaces {

    private final long contract;
    private final List<Place> standing = new ArrayList<>();
    private final List<Place> found = new ArrayList<>();

    AmendmentPlaces(long contract) {
        this.contract = contract;
    }

    void observe(CommandBody body, long sequence) {
        Place place = new Place(sequence, body.authentication().getKey());
        for (Event event : body.events()) {
            if (event.getA() != contract) {
                continue;
            }
            if (event.getKind() == EventKind.AMENDMENT_ENDED.number()) {
                standing.clear();
            } else if (event.getKind() == EventKind.AMENDMENT_PROPOSED.number()
                    || event.getKind() == EventKind.AMENDMENT_ACCEPTED.number()) {
                standing.add(place);
            } else if (event.getKind() == EventKind.CONTRACT_AMENDED.number()) {
                found.addAll(standing);
                found.add(place);
                standing.clear();
            }
        }
    }

    /** Those of the amendments that took effect, in order; what is proposed and not decided is none of them. */
    List<Place> places() {
        return List.copyOf(found);
    }
}
