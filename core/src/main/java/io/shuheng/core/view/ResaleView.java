package io.shuheng.core.view;

import io.shuheng.core.trading.resale.OfferResale;
import io.shuheng.core.trading.resale.ResaleEnd;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Resales of licences (转售). Whoever sees an instrument sees what is offered of it; who offers it, those alone who see that
 * member's affairs. Thread-safe; answers wait only while a group of records is being applied.
 */
public final class ResaleView {

    private final Stand stand;
    private final MarketView market;
    private final List<ResaleEntry> offers = new ArrayList<>();
    private final Map<Long, Integer> placeOf = new HashMap<>();
    private final Places byInstrument = new Places();

    ResaleView(Stand stand, MarketView market) {
        this.stand = stand;
        this.market = market;
    }

    /** The offer with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<ResaleEntry>> offer(Visibility visibility, long number) {
        return stand.ask(() -> Optional.ofNullable(placeOf.get(number))
                .flatMap(place -> Optional.ofNullable(seen(visibility, offers.get(place)))));
    }

    /** The offers of an instrument's licences, also those that are over, in the order they came. */
    public Page<ResaleEntry> offersIn(Visibility visibility, long instrument, PageRequest request) {
        return stand.page(
                request,
                () -> byInstrument.count(instrument),
                index -> seen(visibility, offers.get(byInstrument.place(instrument, index))));
    }

    void observe(ViewGroup group) {
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case RESALE_OFFERED -> offered(event, group);
                case RESALE_ENDED -> ended(event);
                default -> {}
            }
        }
    }

    private void offered(ViewEvent event, ViewGroup group) {
        OfferResale command = group.commandOf(OfferResale.class);
        placeOf.put(event.a(), offers.size());
        byInstrument.add(command.getInstrument(), offers.size());
        offers.add(new ResaleEntry(
                event.a(),
                group.timeNs(),
                Sm3Hash.of(Sm3.hash(group.commandBytes())),
                command.getInstrument(),
                event.b(),
                OptionalLong.of(event.c()),
                command.getPriceMicros(),
                command.getTermEndsNs(),
                command.getValidToNs(),
                Optional.empty(),
                0));
    }

    private void ended(ViewEvent event) {
        Integer place = placeOf.get(event.a());
        if (place == null) {
            throw new IllegalStateException("resale " + event.a() + ": no record has offered it");
        }
        offers.set(place, offers.get(place).ended(ResaleEnd.of(event.b()), event.c()));
    }

    private @Nullable ResaleEntry seen(Visibility visibility, ResaleEntry offer) {
        return market.sees(visibility, offer.instrument()) ? offer.to(visibility) : null;
    }
}
