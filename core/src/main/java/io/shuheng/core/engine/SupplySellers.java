package io.shuheng.core.engine;

import io.shuheng.core.participant.Identifier;
import io.shuheng.core.trading.Instrument;

/**
 * Who sells from an instrument's supply: its provider, and of an unlimited one every broker (数商) that the listing names
 * where the terms say what each gets of a sale. So nobody sells in its own name without a part that buyers sign for.
 */
final class SupplySellers {

    private final ExchangeState state;

    SupplySellers(ExchangeState state) {
        this.state = state;
    }

    boolean include(Instrument instrument, long participant) {
        return participant == instrument.provider()
                || (instrument.isUnlimited()
                        && instrument.sharesName(participant)
                        && isListedBroker(instrument, participant));
    }

    private boolean isListedBroker(Instrument instrument, long participant) {
        Identifier identifier =
                state.participants.require("seller", participant).membership().identifier();
        return instrument.version().descriptor().getBrokers().stream()
                .anyMatch(broker -> broker.getIdKind() == identifier.kind()
                        && broker.getId().equals(identifier.value()));
    }
}
