package io.shuheng.core.view;

import io.shuheng.core.dispute.DisputeGrounds;
import io.shuheng.core.dispute.DisputeRuling;
import io.shuheng.core.dispute.DisputeState;
import io.shuheng.core.dispute.OpenDispute;
import io.shuheng.core.dispute.ProposeCompromise;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Disputes (争议), one for a contract at most. Seen by those who see the affairs of a party or of who decides. Thread-safe;
 * answers wait only while a group of records is being applied.
 */
public final class DisputeView {

    /** A dispute as it now is. */
    private static final class Dispute {

        private final long number;
        private final long contract;
        private final long openedBy;
        private final long openedAtNs;
        private final DisputeGrounds grounds;
        private DisputeState state = DisputeState.OPENED;
        private long arbitrator;
        private DisputeEntry.@Nullable Proposal proposal;
        private DisputeEntry.@Nullable Ruling ruling;

        Dispute(ViewEvent opened, long openedAtNs, DisputeGrounds grounds) {
            this.number = opened.a();
            this.contract = opened.b();
            this.openedBy = opened.c();
            this.openedAtNs = openedAtNs;
            this.grounds = grounds;
        }

        DisputeEntry toEntry() {
            return new DisputeEntry(
                    number,
                    contract,
                    openedBy,
                    openedAtNs,
                    grounds,
                    state,
                    arbitrator,
                    Optional.ofNullable(proposal),
                    Optional.ofNullable(ruling));
        }
    }

    private final Stand stand;
    private final ContractView contracts;
    private final List<Dispute> disputes = new ArrayList<>();
    private final Map<Long, Dispute> byContract = new HashMap<>();

    DisputeView(Stand stand, ContractView contracts) {
        this.stand = stand;
        this.contracts = contracts;
    }

    /** The dispute with that number; empty where there is none or the caller does not see it. */
    public AsOf<Optional<DisputeEntry>> dispute(Visibility visibility, long number) {
        return stand.ask(() -> number < 1 || number > disputes.size()
                ? Optional.empty()
                : Optional.ofNullable(seen(visibility, disputes.get((int) number - 1))));
    }

    /** The dispute over a contract; empty where there is none or the caller does not see it. */
    public AsOf<Optional<DisputeEntry>> ofContract(Visibility visibility, long contract) {
        return stand.ask(() -> Optional.ofNullable(byContract.get(contract))
                .flatMap(dispute -> Optional.ofNullable(seen(visibility, dispute))));
    }

    /** All disputes that the caller sees, by number. */
    public Page<DisputeEntry> disputes(Visibility visibility, PageRequest request) {
        return stand.page(request, disputes::size, place -> seen(visibility, disputes.get((int) place)));
    }

    void observe(ViewGroup group) {
        for (ViewEvent event : group.events()) {
            switch (event.kind()) {
                case DISPUTE_OPENED -> opened(event, group);
                case DISPUTE_STATE ->
                    required(event.a()).state = Numbered.of(DisputeState.class, DisputeState::number, event.c());
                case ARBITRATOR_APPOINTED -> required(event.a()).arbitrator = event.b();
                case COMPROMISE_PROPOSED -> proposed(event, group.commandOf(ProposeCompromise.class));
                default -> {}
            }
        }
        for (ViewGroup.Result result : group.results()) {
            if (result.value() instanceof DisputeRuling ruling) {
                ruled(ruling, result.sequence());
            }
        }
    }

    private void opened(ViewEvent event, ViewGroup group) {
        Dispute dispute = new Dispute(
                event, group.timeNs(), group.commandOf(OpenDispute.class).getGrounds());
        disputes.add(dispute);
        byContract.put(dispute.contract, dispute);
    }

    private void proposed(ViewEvent event, ProposeCompromise command) {
        required(event.a()).proposal = new DisputeEntry.Proposal(
                event.b(),
                command.getSellerBp(),
                Sm3Hash.of(command.getDocumentSm3().bytes()));
    }

    private void ruled(DisputeRuling ruling, long record) {
        required(ruling.getDispute()).ruling = new DisputeEntry.Ruling(
                record,
                ruling.getAward(),
                ruling.getSellerBp(),
                ruling.getArbitrator(),
                Sm3Hash.of(ruling.getDocumentSm3().bytes()),
                ruling.getToBuyerFen(),
                ruling.getToOthersFen());
    }

    private @Nullable DisputeEntry seen(Visibility visibility, Dispute dispute) {
        boolean sees = contracts.sees(visibility, dispute.contract)
                || (dispute.arbitrator != 0 && visibility.seesAffairsOf(dispute.arbitrator));
        return sees ? dispute.toEntry() : null;
    }

    private Dispute required(long number) {
        if (number < 1 || number > disputes.size()) {
            throw new IllegalStateException("dispute " + number + ": no record has opened it");
        }
        return disputes.get((int) number - 1);
    }
}
