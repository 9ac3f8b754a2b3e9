package io.shuheng.core.view;

import io.shuheng.core.delivery.Entitlement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rights of use (使用权), each with its newest state. Seen by those who see the affairs of the holder or of the provider.
 * Thread-safe; answers wait only while a group of records is being applied.
 */
public final class EntitlementView {

    private final Stand stand;
    private final ContractView contracts;
    private final List<EntitlementEntry> entitlements = new ArrayList<>();
    private final Map<Long, Integer> placeByContract = new HashMap<>();
    private final Places byHolder = new Places();

    EntitlementView(Stand stand, ContractView contracts) {
        this.stand = stand;
        this.contracts = contracts;
    }

    /** The entitlement with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<EntitlementEntry>> entitlement(Visibility visibility, long number) {
        return stand.ask(() -> number < 1 || number > entitlements.size()
                ? Optional.empty()
                : Optional.ofNullable(seen(visibility, entitlements.get((int) number - 1))));
    }

    /** The entitlement under a contract; empty where there is none yet or the caller does not see it. */
    public AsOf<Optional<EntitlementEntry>> ofContract(Visibility visibility, long contract) {
        return stand.ask(() -> Optional.ofNullable(placeByContract.get(contract))
                .flatMap(place -> Optional.ofNullable(seen(visibility, entitlements.get(place)))));
    }

    /** What a participant holds, by number. */
    public Page<EntitlementEntry> entitlementsOf(Visibility visibility, long holder, PageRequest request) {
        return stand.page(
                request,
                () -> byHolder.count(holder),
                index -> seen(visibility, entitlements.get(byHolder.place(holder, index))));
    }

    void observe(ViewGroup group) {
        for (ViewGroup.Result result : group.results()) {
            if (result.value() instanceof Entitlement entitlement) {
                changed(entitlement, result.sequence());
            }
        }
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case DELETION_DUE -> deletion((int) event.a() - 1, true);
                case DELETION_SIGNED -> deletion((int) event.a() - 1, false);
                default -> {}
            }
        }
    }

    private void deletion(int place, boolean due) {
        entitlements.set(place, entitlements.get(place).withDeletionDue(due));
    }

    private void changed(Entitlement entitlement, long record) {
        EntitlementEntry entry = new EntitlementEntry(
                entitlement.getEntitlement(),
                entitlement.getContract(),
                entitlement.getInstrument(),
                entitlement.getHolder(),
                entitlement.getState(),
                entitlement.getFromNs(),
                entitlement.getToNs(),
                false,
                record);
        int place = (int) entry.number() - 1;
        if (place < entitlements.size()) {
            entitlements.set(place, entry);
        } else {
            entitlements.add(entry);
            placeByContract.put(entry.contract(), place);
            byHolder.add(entry.holder(), place);
        }
    }

    private @Nullable EntitlementEntry seen(Visibility visibility, EntitlementEntry entitlement) {
        boolean sees =
                visibility.seesAffairsOf(entitlement.holder()) || contracts.sees(visibility, entitlement.contract());
        return sees ? entitlement : null;
    }
}
