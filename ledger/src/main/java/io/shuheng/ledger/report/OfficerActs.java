package io.shuheng.ledger.report;

import io.shuheng.core.clearing.CloseCycle;
import io.shuheng.core.clearing.ConfirmDeposit;
import io.shuheng.core.clearing.ConfirmWithdrawal;
import io.shuheng.core.clearing.FailDeposit;
import io.shuheng.core.clearing.FailWithdrawal;
import io.shuheng.core.contract.ContractFinalized;
import io.shuheng.core.contract.ContractsSealed;
import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.engine.RecordStateDigest;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.listing.ListProduct;
import io.shuheng.core.participant.ActivateParticipant;
import io.shuheng.core.participant.AppointOfficer;
import io.shuheng.core.participant.EndorseAct;
import io.shuheng.core.participant.ReviewIdentity;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.registration.ReviewListing;
import io.shuheng.core.trading.OpenBoard;
import io.shuheng.core.trading.auction.CommitSeed;
import io.shuheng.core.trading.auction.RevealSeed;
import io.shuheng.ledger.inspect.Endorsements;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.ReadEvent;
import io.shuheng.ledger.inspect.RecordFacts;
import io.shuheng.ledger.inspect.Signer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/*
 * What belongs to the day's work is listed, and everything else is an intervention: so a kind of act that nobody thought of here is
 * shown and not left out.
 */
/** What officers and the operator did. Bounded: acts beyond {@link #MAX_LISTED} are counted by kind. For one thread. */
final class OfficerActs {

    /** Most interventions that are listed one by one. */
    static final int MAX_LISTED = 1_000;

    private static final Set<Class<? extends SpecificRecord>> DAYS_WORK = Set.of(
            Genesis.class,
            AppointOfficer.class,
            ReviewIdentity.class,
            ActivateParticipant.class,
            ReviewListing.class,
            ListProduct.class,
            OpenBoard.class,
            ContractsSealed.class,
            ContractFinalized.class,
            AmendmentFinalized.class,
            ConfirmDeposit.class,
            FailDeposit.class,
            ConfirmWithdrawal.class,
            FailWithdrawal.class,
            CloseCycle.class,
            CommitSeed.class,
            RevealSeed.class,
            RecordStateDigest.class);

    private final Endorsements endorsements = new Endorsements();
    private final List<Act> interventions = new ArrayList<>();
    private final Map<Long, Act> waiting = new HashMap<>();
    private final Map<String, Long> daysWork = new TreeMap<>();
    private final Map<String, Long> interventionsByKind = new TreeMap<>();

    /** An intervention. */
    static final class Act {

        private final long sequence;
        private final long timeNs;
        private final String type;
        private final String officer;
        private final String fields;
        private final String reason;
        private final String documents;
        private final String refusal;
        private final boolean waits;
        private Optional<Endorsed> endorsed = Optional.empty();

        private Act(InspectedRecord record, Signer officer) {
            RecordFacts facts = RecordFacts.of(record.value());
            this.sequence = record.sequence();
            this.timeNs = record.timeNs();
            this.type = record.type();
            this.officer = ActText.signer(officer);
            this.fields = ActText.fields(record.value());
            this.reason = Clipped.text(facts.reason().orElse(""));
            this.documents = ActText.documents(facts);
            this.refusal = record.refusal().map(ReadEvent::meaningA).orElse("");
            this.waits = record.events().stream().anyMatch(event -> event.kind() == EventKind.ACT_PROPOSED);
        }

        long sequence() {
            return sequence;
        }

        long timeNs() {
            return timeNs;
        }

        String type() {
            return type;
        }

        String officer() {
            return officer;
        }

        /** What it says, in one line. */
        String fields() {
            return fields;
        }

        /** Empty where it gives none. */
        String reason() {
            return reason;
        }

        String documents() {
            return documents;
        }

        /** Name of the code where it was refused, else empty. */
        String refusal() {
            return refusal;
        }

        /** Whether it needs a second officer. */
        boolean waits() {
            return waits;
        }

        /** Who put it in force, where it waited. */
        Optional<Endorsed> endorsed() {
            return endorsed;
        }
    }

    /**
     * The second officer's act.
     *
     * @param sequence of its record
     * @param officer who
     */
    record Endorsed(long sequence, String officer) {}

    /** What was endorsed, where the record endorses something. */
    Optional<InspectedRecord> observe(InspectedRecord record) {
        Optional<InspectedRecord> endorsed = endorsements.observe(record);
        Optional<Signer> officer =
                record.kind().isCommand() ? record.sender().signer().filter(Signer::isOperators) : Optional.empty();
        if (officer.isEmpty()) {
            return endorsed;
        }
        if (record.value() instanceof EndorseAct endorsement) {
            Act act = record.refusal().isEmpty() ? waiting.remove(endorsement.getAct()) : null;
            if (act != null) {
                act.endorsed = Optional.of(new Endorsed(record.sequence(), ActText.signer(officer.get())));
            }
        } else if (DAYS_WORK.contains(record.value().getClass())) {
            daysWork.merge(record.type(), 1L, Long::sum);
        } else {
            intervention(new Act(record, officer.get()));
        }
        return record.refusal().isEmpty() ? endorsed : Optional.empty();
    }

    private void intervention(Act act) {
        interventionsByKind.merge(act.type(), 1L, Long::sum);
        if (interventions.size() < MAX_LISTED) {
            interventions.add(act);
            if (act.waits()) {
                waiting.put(act.sequence(), act);
            }
        }
    }

    /** The first of them, in order. */
    List<Act> interventions() {
        return List.copyOf(interventions);
    }

    /** How many of each kind, by the kind's name. */
    Map<String, Long> interventionsByKind() {
        return new TreeMap<>(interventionsByKind);
    }

    /** The day's work of officers and the operator, by the kind's name. */
    Map<String, Long> daysWork() {
        return new TreeMap<>(daysWork);
    }
}
