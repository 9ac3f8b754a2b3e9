package io.shuheng.core.view;

import io.shuheng.core.contract.negotiation.NegotiatedTerms;
import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.contract.negotiation.OfferTerms;
import io.shuheng.core.contract.negotiation.RequestTerms;
import io.shuheng.core.contract.negotiation.SignAgreement;
import io.shuheng.core.contract.negotiation.SignedHashes;
import io.shuheng.core.contract.negotiation.TerminateNegotiation;
import io.shuheng.core.contract.negotiation.TerminationReason;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Negotiations (协商): what was asked and offered, which terms stand, who has signed, what became of it. Seen by those who
 * see the affairs of a party, and by nobody else: what is offered to one is not told to others. Thread-safe; answers wait
 * only while a group of records is being applied.
 */
public final class NegotiationView {

    /** A negotiation as it now is. */
    private static final class Negotiation {

        private final long number;
        private final long instrument;
        private final long consumer;
        private final long provider;
        private final List<NegotiationMessage> messages = new ArrayList<>();
        private final List<Long> signedBy = new ArrayList<>(2);
        private NegotiationState state = NegotiationState.REQUESTED;
        private NegotiationEntry.@Nullable Terms latest;
        private byte[] termsBytes = {};
        private @Nullable SignedHashes signed;
        private long trade;
        private NegotiationEntry.@Nullable Ending ending;

        Negotiation(long number, long instrument, long consumer, long provider) {
            this.number = number;
            this.instrument = instrument;
            this.consumer = consumer;
            this.provider = provider;
        }

        NegotiationEntry.Terms latest() {
            if (latest == null) {
                throw new IllegalStateException("negotiation " + number + ": no record has brought terms");
            }
            return latest;
        }

        NegotiationEntry toEntry() {
            return new NegotiationEntry(
                    number,
                    instrument,
                    consumer,
                    provider,
                    state,
                    messages.size(),
                    latest(),
                    Optional.ofNullable(signed),
                    signedBy,
                    trade,
                    Optional.ofNullable(ending));
        }
    }

    private final Stand stand;
    private final ParticipantView participants;
    private final MarketView market;
    private final List<Negotiation> negotiations = new ArrayList<>();
    private final Places byParty = new Places();

    NegotiationView(Stand stand, ParticipantView participants, MarketView market) {
        this.stand = stand;
        this.participants = participants;
        this.market = market;
    }

    /** The negotiation with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<NegotiationEntry>> negotiation(Visibility visibility, long number) {
        return stand.ask(() -> find(visibility, number).map(Negotiation::toEntry));
    }

    /** All negotiations that the caller sees, by number. */
    public Page<NegotiationEntry> negotiations(Visibility visibility, PageRequest request) {
        return stand.page(request, negotiations::size, place -> seen(visibility, negotiations.get((int) place)));
    }

    /** The negotiations of a participant on either side, by number. */
    public Page<NegotiationEntry> negotiationsOf(Visibility visibility, long participant, PageRequest request) {
        return stand.page(
                request,
                () -> byParty.count(participant),
                index -> seen(visibility, negotiations.get(byParty.place(participant, index))));
    }

    /** The messages of a negotiation, in order; none where there is no such negotiation or the caller does not see it. */
    public Page<NegotiationMessage> messages(Visibility visibility, long number, PageRequest request) {
        return stand.page(
                request,
                () -> find(visibility, number)
                        .map(found -> found.messages.size())
                        .orElse(0),
                place -> negotiations.get((int) number - 1).messages.get((int) place));
    }

    /**
     * The latest terms of a negotiation, whole; the answer is the caller's own. Empty where there is no such negotiation or
     * the caller does not see it.
     */
    public AsOf<Optional<NegotiatedTerms>> terms(Visibility visibility, long number) {
        return stand.ask(
                () -> find(visibility, number).map(found -> AvroBytes.decode(NegotiatedTerms.class, found.termsBytes)));
    }

    void observe(ViewGroup group) {
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case TERMS_REQUESTED -> requested(event, group);
                case TERMS_OFFERED -> offered(event, group);
                case TERMS_ACCEPTED -> accepted(event, group);
                case AGREEMENT_SIGNED -> signed(event, group);
                case CONTRACT_COUNTERSIGNED -> countersigned(event, group);
                case NEGOTIATION_TERMINATED -> terminated(event, group);
                default -> {}
            }
        }
    }

    private void requested(ViewEvent event, ViewGroup group) {
        RequestTerms command = group.commandOf(RequestTerms.class);
        if (event.a() > negotiations.size()) {
            begin(event, command.getInstrument());
        }
        Negotiation negotiation = required(event.a());
        negotiation.state = NegotiationState.REQUESTED;
        brought(negotiation, command.getTerms(), event.c(), group);
        add(negotiation, NegotiationMessageKind.REQUEST, event.b(), group);
    }

    private void begin(ViewEvent event, long instrument) {
        Negotiation begun = new Negotiation(event.a(), instrument, event.b(), market.providerOf(instrument));
        byParty.add(begun.consumer, negotiations.size());
        byParty.add(begun.provider, negotiations.size());
        negotiations.add(begun);
    }

    private void offered(ViewEvent event, ViewGroup group) {
        Negotiation negotiation = required(event.a());
        negotiation.state = NegotiationState.OFFERED;
        brought(negotiation, group.commandOf(OfferTerms.class).getTerms(), event.c(), group);
        add(negotiation, NegotiationMessageKind.OFFER, event.b(), group);
    }

    private void accepted(ViewEvent event, ViewGroup group) {
        Negotiation negotiation = required(event.a());
        negotiation.state = NegotiationState.ACCEPTED;
        NegotiationEntry.Terms terms = negotiation.latest();
        negotiation.latest = new NegotiationEntry.Terms(
                terms.message(), terms.sm3(), terms.priceMicros(), terms.quantityLots(), event.c());
        add(negotiation, NegotiationMessageKind.ACCEPTANCE, negotiation.consumer, group);
    }

    private void signed(ViewEvent event, ViewGroup group) {
        Negotiation negotiation = required(event.a());
        negotiation.state = Numbered.of(NegotiationState.class, NegotiationState::number, event.c());
        negotiation.signed = SignedHashes.of(group.commandOf(SignAgreement.class));
        negotiation.signedBy.add(event.b());
        add(negotiation, NegotiationMessageKind.SIGNATURE, event.b(), group);
    }

    private void countersigned(ViewEvent event, ViewGroup group) {
        Negotiation negotiation = required(event.a());
        negotiation.state = NegotiationState.FINALIZED;
        negotiation.trade = event.b();
        add(negotiation, NegotiationMessageKind.COUNTERSIGNATURE, 0, group);
    }

    /** Whose time was over is ended by a timer, in the group of whatever command came next. */
    private void terminated(ViewEvent event, ViewGroup group) {
        Negotiation negotiation = required(event.a());
        TerminationReason reason = Numbered.at(TerminationReason.class, event.b());
        boolean lapsed = reason == TerminationReason.LAPSED;
        negotiation.state = NegotiationState.TERMINATED;
        negotiation.ending = new NegotiationEntry.Ending(reason, lapsed ? 0 : event.c(), group.timeNs());
        if (!lapsed) {
            long mandate = group.commandOf(TerminateNegotiation.class).getMandate();
            long principal = participants.principalOf(mandate, event.c());
            add(negotiation, NegotiationMessageKind.TERMINATION, principal == 0 ? event.c() : principal, group);
        }
    }

    private static void brought(Negotiation negotiation, NegotiatedTerms terms, long validToNs, ViewGroup group) {
        byte[] bytes = AvroBytes.encode(terms);
        negotiation.termsBytes = bytes;
        negotiation.latest = new NegotiationEntry.Terms(
                group.sequence(),
                Sm3Hash.of(Sm3.hash(bytes)),
                terms.getPriceMicros(),
                terms.getQuantityLots(),
                validToNs);
    }

    private void add(Negotiation negotiation, NegotiationMessageKind kind, long sender, ViewGroup group) {
        negotiation.messages.add(new NegotiationMessage(
                group.sequence(),
                group.timeNs(),
                kind,
                sender,
                participants.ownerOfKey(group.authentication().getKey()),
                negotiation.latest().sm3()));
    }

    private Optional<Negotiation> find(Visibility visibility, long number) {
        return number < 1 || number > negotiations.size()
                ? Optional.empty()
                : Optional.of(negotiations.get((int) number - 1)).filter(found -> sees(visibility, found));
    }

    private static @Nullable NegotiationEntry seen(Visibility visibility, Negotiation negotiation) {
        return sees(visibility, negotiation) ? negotiation.toEntry() : null;
    }

    private static boolean sees(Visibility visibility, Negotiation negotiation) {
        return visibility.seesAffairsOf(negotiation.consumer) || visibility.seesAffairsOf(negotiation.provider);
    }

    private Negotiation required(long number) {
        if (number < 1 || number > negotiations.size()) {
            throw new IllegalStateException("negotiation " + number + ": no record has begun it");
        }
        return negotiations.get((int) number - 1);
    }
}
