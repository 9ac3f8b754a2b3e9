package io.shuheng.core.view;

import io.shuheng.core.voucher.Voucher;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Vouchers (凭证). Each is seen by those who see the affairs of the party it is for. Thread-safe; answers wait only while
 * a group of records is being applied.
 */
public final class VoucherView {

    private final Stand stand;
    private final List<VoucherEntry> vouchers = new ArrayList<>();
    private final Places byParty = new Places();

    VoucherView(Stand stand) {
        this.stand = stand;
    }

    /** The voucher with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<VoucherEntry>> voucher(Visibility visibility, long number) {
        return stand.ask(() -> number < 1 || number > vouchers.size()
                ? Optional.empty()
                : Optional.ofNullable(seen(visibility, vouchers.get((int) number - 1))));
    }

    /** The vouchers for a participant's books, by number. */
    public Page<VoucherEntry> vouchersOf(Visibility visibility, long party, PageRequest request) {
        return stand.page(
                request,
                () -> byParty.count(party),
                index -> seen(visibility, vouchers.get(byParty.place(party, index))));
    }

    void observe(ViewGroup group) {
        for (ViewGroup.Result result : group.results()) {
            if (result.value() instanceof Voucher voucher) {
                byParty.add(voucher.getParty(), vouchers.size());
                vouchers.add(entry(voucher, result.sequence()));
            }
        }
    }

    private static VoucherEntry entry(Voucher voucher, long record) {
        return new VoucherEntry(
                voucher.getVoucher(),
                record,
                voucher.getSide(),
                voucher.getParty(),
                voucher.getCounterparty(),
                voucher.getTrade(),
                voucher.getContract(),
                voucher.getInstrument(),
                Sm3Hash.of(voucher.getListingVersionSm3().bytes()),
                Sm3Hash.of(voucher.getOpinionSm3().bytes()),
                voucher.getQuantityLots(),
                voucher.getNetFen(),
                voucher.getTaxFen(),
                voucher.getGrossFen(),
                voucher.getFeeFen(),
                voucher.getTotalFen(),
                voucher.getExclusive(),
                voucher.getTermDays(),
                voucher.getAcceptedAtNs());
    }

    private static @Nullable VoucherEntry seen(Visibility visibility, VoucherEntry voucher) {
        return visibility.seesAffairsOf(voucher.party()) ? voucher : null;
    }
}
