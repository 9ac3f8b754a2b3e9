package io.shuheng.core.contract;

import io.shuheng.core.contract.ContractException.Code;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.participant.ApplyForMembership;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.OpenInstrument;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What contracts refer to by number or hash: the ledger, the parties, listing versions, instruments. For one thread. */
final class ContractReferences {

    private final Map<Long, PartyIdentity> parties = new HashMap<>();
    private final Map<Sm3Hash, ListedProduct> products = new HashMap<>();
    private final Map<Long, TradedInstrument> instruments = new HashMap<>();
    private @Nullable Genesis genesis;

    void began(Genesis first) {
        genesis = first;
    }

    /** A party as its contract states it. */
    void assume(ContractParty party) {
        parties.put(party.getParticipant(), PartyIdentity.of(party));
    }

    void applied(ApplyForMembership application, CommandBody body) {
        long number = event(body, EventKind.PARTICIPANT_APPLIED).getA();
        parties.put(
                number,
                new PartyIdentity(
                        number,
                        application.getIdKind(),
                        application.getId(),
                        application.getNameZh(),
                        application.getNameEn(),
                        new Hash32(Sm3.hash(AvroBytes.copyOf(application.getSigningCertificate())))));
    }

    void listed(SubmitListing submission) {
        ListedProduct product = ListedProduct.of(submission.getDescriptor());
        products.put(product.versionSm3(), product);
    }

    void opened(OpenInstrument opening, CommandBody body) {
        long number = event(body, EventKind.INSTRUMENT_OPENED).getA();
        Sm3Hash version = Sm3Hash.of(opening.getListingVersionSm3().bytes());
        ListedProduct product = required(products.get(version), "listing version " + version);
        instruments.put(number, new TradedInstrument(number, Sm3Hash.of(Sm3.hash(body.command())), opening, product));
    }

    /** The first record; like the others it throws REFERENCE_MISSING where no record has brought it. */
    Genesis genesis() {
        return required(genesis, "genesis");
    }

    PartyIdentity party(long number) {
        return required(parties.get(number), "participant " + number);
    }

    TradedInstrument instrument(long number) {
        return required(instruments.get(number), "instrument " + number);
    }

    /** The last event of that kind, which the command's record must have. */
    static Event lastEvent(CommandBody body, EventKind kind) {
        List<Event> events = body.events();
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i).getKind() == kind.number()) {
                return events.get(i);
            }
        }
        throw missing(kind);
    }

    /** The first event of that kind, which the command's record must have. */
    static Event event(CommandBody body, EventKind kind) {
        for (Event event : body.events()) {
            if (event.getKind() == kind.number()) {
                return event;
            }
        }
        throw missing(kind);
    }

    private static ContractException missing(EventKind kind) {
        return new ContractException(Code.REFERENCE_MISSING, "event " + kind + ": the command's record has none");
    }

    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new ContractException(Code.REFERENCE_MISSING, name + ": no record before has brought it");
        }
        return value;
    }
}
