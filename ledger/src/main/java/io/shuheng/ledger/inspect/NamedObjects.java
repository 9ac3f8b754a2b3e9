package io.shuheng.ledger.inspect;

import io.shuheng.core.clearing.CycleSettled;
import io.shuheng.core.clearing.NetObligation;
import io.shuheng.core.clearing.ProceedsShare;
import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.contract.ContractFinalized;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.amendment.AmendmentFinalized;
import io.shuheng.core.listing.ListingDescriptor;
import io.shuheng.core.listing.SubmitListing;
import io.shuheng.core.participant.FreezeByOrder;
import io.shuheng.core.participant.FreezeTarget;
import io.shuheng.core.participant.KeyPurpose;
import io.shuheng.ledger.inspect.LedgerObject.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/*
 * Schemas and the table of events call the same thing by the same name wherever it stands, so a table from names to kinds
 * suffices, beside the few places where a number's kind depends on another field. 0 is nobody and nothing.
 */
/** Which of the exchange's objects a record and its events name. Stateless, any thread. */
public final class NamedObjects {

    private static final Map<String, Kind> BY_NAME = Map.ofEntries(
            Map.entry("participant", Kind.PARTICIPANT),
            Map.entry("buyer", Kind.PARTICIPANT),
            Map.entry("seller", Kind.PARTICIPANT),
            Map.entry("provider", Kind.PARTICIPANT),
            Map.entry("consumer", Kind.PARTICIPANT),
            Map.entry("party", Kind.PARTICIPANT),
            Map.entry("counterparty", Kind.PARTICIPANT),
            Map.entry("holder", Kind.PARTICIPANT),
            Map.entry("principal", Kind.PARTICIPANT),
            Map.entry("agent", Kind.PARTICIPANT),
            Map.entry("submitter", Kind.PARTICIPANT),
            Map.entry("assessor", Kind.PARTICIPANT),
            Map.entry("arbitrator", Kind.PARTICIPANT),
            Map.entry("objector", Kind.PARTICIPANT),
            Map.entry("listing", Kind.LISTING),
            Map.entry("instrument", Kind.INSTRUMENT),
            Map.entry("order", Kind.ORDER),
            Map.entry("buyOrder", Kind.ORDER),
            Map.entry("sellOrder", Kind.ORDER),
            Map.entry("replaces", Kind.ORDER),
            Map.entry("trade", Kind.CONTRACT),
            Map.entry("contract", Kind.CONTRACT),
            Map.entry("negotiation", Kind.NEGOTIATION),
            Map.entry("entitlement", Kind.ENTITLEMENT),
            Map.entry("dispute", Kind.DISPUTE),
            Map.entry("hold", Kind.HOLD),
            Map.entry("newHold", Kind.HOLD),
            Map.entry("deposit", Kind.DEPOSIT),
            Map.entry("withdrawal", Kind.WITHDRAWAL),
            Map.entry("account", Kind.ACCOUNT),
            Map.entry("payerAccount", Kind.ACCOUNT),
            Map.entry("voucher", Kind.VOUCHER),
            Map.entry("mandate", Kind.MANDATE),
            Map.entry("key", Kind.KEY),
            Map.entry("oldKey", Kind.KEY),
            Map.entry("newKey", Kind.KEY),
            Map.entry("freeze", Kind.FREEZE));

    private NamedObjects() {}

    /** Those that the command or result itself names in its fields. */
    public static Set<LedgerObject> in(SpecificRecord value) {
        Set<LedgerObject> named = new LinkedHashSet<>();
        for (Schema.Field field : value.getSchema().getFields()) {
            Kind kind = BY_NAME.get(field.name());
            if (kind != null && value.get(field.pos()) instanceof Number number) {
                add(named, kind, number.longValue());
            }
        }
        special(named, value);
        return named;
    }

    private static void special(Set<LedgerObject> named, SpecificRecord value) {
        if (value instanceof NetObligation net) {
            named.add(new LedgerObject(Kind.CYCLE, net.getCycle(), net.getBoard()));
        } else if (value instanceof CycleSettled settled) {
            named.add(new LedgerObject(Kind.CYCLE, settled.getCycle(), settled.getBoard()));
        } else if (value instanceof Settlement settlement) {
            for (ProceedsShare share : settlement.getShares()) {
                add(named, Kind.PARTICIPANT, share.getParticipant());
            }
        } else if (value instanceof ContractFinalized finalized) {
            ContractTerms contract = finalized.getContract();
            add(named, Kind.PARTICIPANT, contract.getProvider().getParticipant());
            add(named, Kind.PARTICIPANT, contract.getConsumer().getParticipant());
            add(named, Kind.INSTRUMENT, contract.getLicence().getInstrument());
        } else if (value instanceof AmendmentFinalized finalized) {
            add(named, Kind.PARTICIPANT, finalized.getAmendment().getProvider().getParticipant());
            add(named, Kind.PARTICIPANT, finalized.getAmendment().getConsumer().getParticipant());
        } else if (value instanceof SubmitListing submitted) {
            ListingDescriptor descriptor = submitted.getDescriptor();
            add(named, Kind.PARTICIPANT, descriptor.getComplianceAssessor());
            add(named, Kind.PARTICIPANT, descriptor.getQualityAssessor());
        } else if (value instanceof FreezeByOrder freeze) {
            add(
                    named,
                    freeze.getTarget() == FreezeTarget.PRODUCT ? Kind.LISTING : Kind.PARTICIPANT,
                    freeze.getSubject());
        }
    }

    /** Those that an event names. */
    public static Set<LedgerObject> in(ReadEvent event) {
        Set<LedgerObject> named = new LinkedHashSet<>();
        switch (event.kind()) {
            case KEY_REGISTERED -> {
                add(named, Kind.KEY, event.a());
                if (event.b() == KeyPurpose.PARTICIPANT.number()) {
                    add(named, Kind.PARTICIPANT, event.c());
                }
            }
            case MANDATE_REVOKED -> {
                add(named, Kind.MANDATE, event.a());
                add(named, Kind.PARTICIPANT, event.b());
            }
            case ACCOUNT_OPENED -> {
                add(named, Kind.ACCOUNT, event.a());
                add(named, Kind.PARTICIPANT, event.c());
            }
            case ORDER_REPLACED -> {
                add(named, Kind.ORDER, event.a());
                add(named, Kind.ORDER, event.b());
            }
            case FREEZE_ORDERED, FREEZE_LIFTED -> {
                boolean product = event.meaningB().equals(FreezeTarget.PRODUCT.name());
                add(named, Kind.FREEZE, event.a());
                add(named, product ? Kind.LISTING : Kind.PARTICIPANT, event.c());
            }
            case CYCLE_CLOSED, CYCLE_SETTLED, CYCLE_OPENED, CYCLE_COMPLETED ->
                named.add(new LedgerObject(Kind.CYCLE, event.b(), event.a()));
            // Its number of refused fields, sequences and codes names nothing.
            case REJECTED -> {}
            default -> byName(named, event.numbers());
        }
        return named;
    }

    private static void byName(Set<LedgerObject> named, List<ReadEvent.Named> numbers) {
        for (ReadEvent.Named number : numbers) {
            Kind kind = BY_NAME.get(number.name());
            if (kind != null) {
                add(named, kind, number.value());
            }
        }
    }

    private static void add(Set<LedgerObject> named, Kind kind, long number) {
        if (number != 0) {
            named.add(LedgerObject.of(kind, number));
        }
    }
}
