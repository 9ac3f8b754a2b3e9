package io.shuheng.core.view;

import io.shuheng.core.listing.ListingVisibility;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.trading.quote.GiveQuote;
import io.shuheng.core.trading.quote.QuoteEnd;
import io.shuheng.core.trading.quote.RequestQuotes;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests for quotes and the quotes that came (询价). A request is seen by those who see the affairs of its consumer or of
 * somebody it asks by name, and one that asks a whole board by every participant. A quote is seen by those who see the
 * affairs of the consumer, of its seller or of the agent that gave it, and by no other seller. Thread-safe; answers wait
 * only while a group of records is being applied.
 */
public final class QuoteView {

    private final Stand stand;
    private final ParticipantView participants;
    private final List<QuoteRequestEntry> requests = new ArrayList<>();
    private final Map<Long, Integer> placeOfRequest = new HashMap<>();
    private final Places requestsByConsumer = new Places();
    private final List<QuoteEntry> quotes = new ArrayList<>();
    private final Map<Long, Integer> placeOfQuote = new HashMap<>();
    private final Places quotesByRequest = new Places();
    private final Places quotesBySeller = new Places();

    QuoteView(Stand stand, ParticipantView participants) {
        this.stand = stand;
        this.participants = participants;
    }

    /** The request with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<QuoteRequestEntry>> request(Visibility visibility, long number) {
        return stand.ask(() -> Optional.ofNullable(placeOfRequest.get(number))
                .flatMap(place -> Optional.ofNullable(seen(visibility, requests.get(place)))));
    }

    /** All requests that the caller sees, in the order they came. */
    public Page<QuoteRequestEntry> requests(Visibility visibility, PageRequest page) {
        return stand.page(page, requests::size, place -> seen(visibility, requests.get((int) place)));
    }

    /** The requests of a consumer, in the order they came. */
    public Page<QuoteRequestEntry> requestsOf(Visibility visibility, long consumer, PageRequest page) {
        return stand.page(
                page,
                () -> requestsByConsumer.count(consumer),
                index -> seen(visibility, requests.get(requestsByConsumer.place(consumer, index))));
    }

    /** The quote with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<QuoteEntry>> quote(Visibility visibility, long number) {
        return stand.ask(() -> Optional.ofNullable(placeOfQuote.get(number))
                .flatMap(place -> Optional.ofNullable(seen(visibility, quotes.get(place)))));
    }

    /** The quotes for a request that the caller sees, in the order they came: all of them only for who asked. */
    public Page<QuoteEntry> quotesFor(Visibility visibility, long request, PageRequest page) {
        return stand.page(
                page,
                () -> quotesByRequest.count(request),
                index -> seen(visibility, quotes.get(quotesByRequest.place(request, index))));
    }

    /** The quotes of a seller, in the order they came. */
    public Page<QuoteEntry> quotesOf(Visibility visibility, long seller, PageRequest page) {
        return stand.page(
                page,
                () -> quotesBySeller.count(seller),
                index -> seen(visibility, quotes.get(quotesBySeller.place(seller, index))));
    }

    void observe(ViewGroup group) {
        long trade = 0;
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case QUOTES_REQUESTED -> requested(event, group);
                case QUOTE_GIVEN -> given(event, group);
                case QUOTE_TAKEN -> {
                    trade = trade(group);
                    int place = place(placeOfQuote, event.a());
                    quotes.set(place, quotes.get(place).taken(trade));
                }
                case QUOTE_ENDED -> {
                    int place = place(placeOfQuote, event.a());
                    quotes.set(place, quotes.get(place).ended(QuoteEnd.of(event.c())));
                }
                case QUOTE_REQUEST_ENDED -> {
                    int place = place(placeOfRequest, event.a());
                    QuoteEnd reason = QuoteEnd.of(event.b());
                    requests.set(
                            place,
                            requests.get(place)
                                    .ended(new QuoteRequestEntry.Ending(
                                            reason, group.timeNs(), reason == QuoteEnd.TAKEN ? trade : 0)));
                }
                default -> {}
            }
        }
    }

    private void requested(ViewEvent event, ViewGroup group) {
        RequestQuotes terms = group.commandOf(RequestQuotes.class);
        placeOfRequest.put(event.a(), requests.size());
        requestsByConsumer.add(event.b(), requests.size());
        requests.add(new QuoteRequestEntry(
                event.a(),
                group.timeNs(),
                sm3(group),
                event.b(),
                terms.getBoard(),
                terms.getInstrument(),
                new Bilingual(terms.getNeed().getZh(), terms.getNeed().getEn()),
                terms.getScenario(),
                terms.getQuantityLots(),
                terms.getAsked(),
                terms.getUntilNs(),
                Optional.empty()));
    }

    private void given(ViewEvent event, ViewGroup group) {
        GiveQuote terms = group.commandOf(GiveQuote.class);
        placeOfQuote.put(event.a(), quotes.size());
        quotesByRequest.add(event.b(), quotes.size());
        quotesBySeller.add(event.c(), quotes.size());
        quotes.add(new QuoteEntry(
                event.a(),
                group.timeNs(),
                sm3(group),
                event.b(),
                terms.getInstrument(),
                event.c(),
                participants.ownerOfKey(group.authentication().getKey()),
                terms.getPriceMicros(),
                requests.get(place(placeOfRequest, event.b())).quantityLots(),
                terms.getValidToNs(),
                Optional.empty(),
                0));
    }

    private @Nullable QuoteRequestEntry seen(Visibility visibility, QuoteRequestEntry request) {
        boolean sees = visibility.seesAffairsOf(request.consumer())
                || (request.asked().isEmpty()
                        ? visibility.isAmong(new ListingAudience(ListingVisibility.PARTICIPANTS, number -> true))
                        : request.asked().stream().anyMatch(visibility::seesAffairsOf));
        return sees ? request : null;
    }

    private @Nullable QuoteEntry seen(Visibility visibility, QuoteEntry quote) {
        QuoteRequestEntry request = requests.get(place(placeOfRequest, quote.request()));
        boolean sees = visibility.seesAffairsOf(request.consumer())
                || visibility.seesAffairsOf(quote.seller())
                || visibility.seesAffairsOf(quote.agent());
        return sees ? quote : null;
    }

    /** The trade that this group made: a command takes one quote at most. */
    private static long trade(ViewGroup group) {
        return group.results().stream()
                .map(ViewGroup.Result::value)
                .filter(Trade.class::isInstance)
                .mapToLong(value -> ((Trade) value).getTrade())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("record " + group.sequence() + ": no trade of a quote"));
    }

    private static Sm3Hash sm3(ViewGroup group) {
        return Sm3Hash.of(Sm3.hash(group.commandBytes()));
    }

    private static int place(Map<Long, Integer> places, long number) {
        Integer place = places.get(number);
        if (place == null) {
            throw new IllegalStateException("record " + number + ": no record before has brought it");
        }
        return place;
    }
}
