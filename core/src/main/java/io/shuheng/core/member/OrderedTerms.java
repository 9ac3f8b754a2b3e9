package io.shuheng.core.member;

import io.shuheng.core.clearing.Money;
import io.shuheng.core.clearing.RoundingRule;
import io.shuheng.core.contract.ContractFee;
import io.shuheng.core.contract.ContractLicence;
import io.shuheng.core.contract.ContractParty;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.FormationKind;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Side;
import io.shuheng.core.trading.TimeInForce;
import io.shuheng.core.view.InstrumentEntry;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.util.function.ToLongFunction;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Holds a contract against what one of its sides has declared and the instrument whose terms it signed. Immutable. */
final class OrderedTerms {

    /**
     * What one side has declared.
     *
     * @param sequence of the declaration's record
     * @param command the declaration
     * @param scenario code of the use that it declares; null where it declares none
     * @param priceMicros the price that a contract with this fee must have
     * @param quantityLots the lots that it must have
     */
    record Declaration(
            long participant,
            long sequence,
            SpecificRecord command,
            boolean buys,
            @Nullable String scenario,
            ToLongFunction<ContractFee> priceMicros,
            ToLongFunction<ContractFee> quantityLots) {}

    private final Declaration own;
    private final InstrumentEntry instrument;

    private OrderedTerms(Declaration own, InstrumentEntry instrument) {
        this.own = own;
        this.instrument = instrument;
    }

    /**
     * Those of an order.
     *
     * @throws IllegalArgumentException where it is for another instrument, or declares a use that the instrument lacks
     */
    static OrderedTerms of(OwnOrder own, InstrumentEntry instrument) {
        PlaceOrder command = own.command();
        requireInstrument("order", command.getInstrument(), instrument);
        if (command.getScenario() < 0
                || command.getScenario() >= instrument.scenarios().size()) {
            throw new IllegalArgumentException("order.scenario " + command.getScenario() + ": the instrument has "
                    + instrument.scenarios().size());
        }
        boolean buys = command.getSide() == Side.BUY;
        return new OrderedTerms(
                new Declaration(
                        own.participant(),
                        own.sequence(),
                        command,
                        buys,
                        buys ? instrument.scenarios().get(command.getScenario()) : null,
                        fee -> priceMicros(command, fee),
                        fee -> quantityLots(command, fee)),
                instrument);
    }

    /**
     * Those of a quote, for its seller or for who took it.
     *
     * @throws IllegalArgumentException where it is for another instrument
     */
    static OrderedTerms of(OwnQuote own, InstrumentEntry instrument) {
        requireInstrument("quote", own.quote().getInstrument(), instrument);
        return new OrderedTerms(
                new Declaration(
                        own.participant(),
                        own.sequence(),
                        own.declaration(),
                        own.buys(),
                        own.request().getScenario(),
                        fee -> own.quote().getPriceMicros(),
                        fee -> own.request().getQuantityLots()),
                instrument);
    }

    private static void requireInstrument(String what, long named, InstrumentEntry instrument) {
        if (named != instrument.number()) {
            throw new IllegalArgumentException(what + ".instrument " + named + ": not " + instrument.number());
        }
    }

    Check check(ContractTerms terms) {
        Comparison comparison = new Comparison("contract")
                .field(
                        "formation.kind",
                        FormationKind.MATCHED,
                        terms.getFormation().getKind());
        party(comparison, terms);
        product(comparison, terms);
        fee(comparison, terms.getFee());
        return comparison.result();
    }

    private void party(Comparison comparison, ContractTerms terms) {
        ContractParty party = own.buys() ? terms.getConsumer() : terms.getProvider();
        String side = own.buys() ? "consumer." : "provider.";
        comparison
                .field(side + "participant", own.participant(), party.getParticipant())
                .field(side + "order.sequence", own.sequence(), party.getOrder().getSequence())
                .field(
                        side + "order.commandSm3",
                        Sm3Hash.of(Sm3.hash(AvroBytes.encode(own.command()))),
                        hash(party.getOrder().getCommandSm3()))
                .field(
                        "fee.payer",
                        terms.getConsumer().getParticipant(),
                        terms.getFee().getPayer());
    }

    private void product(Comparison comparison, ContractTerms terms) {
        ContractLicence licence = terms.getLicence();
        comparison
                .field("licence.instrument", instrument.number(), licence.getInstrument())
                .field("licence.termsHash", instrument.termsHash(), hash(licence.getTermsHash()))
                .field(
                        "subject.listingVersionSm3",
                        instrument.listingVersionSm3(),
                        hash(terms.getSubject().getListingVersionSm3()))
                .field("licence.rights", instrument.rights(), licence.getRights())
                .field("licence.exclusive", instrument.exclusive(), licence.getExclusive())
                .field("licence.usagePolicySm3", instrument.usagePolicySm3(), hash(licence.getUsagePolicySm3()))
                .field("licence.termDays", instrument.termDays(), licence.getTermDays())
                .field(
                        "delivery.mode",
                        instrument.deliveryMode(),
                        terms.getDelivery().getMode())
                .field(
                        "delivery.inspectionNs",
                        instrument.inspectionNs(),
                        terms.getDelivery().getInspectionNs())
                .field(
                        "text.templateSm3",
                        instrument.templateSm3(),
                        hash(terms.getText().getTemplateSm3()))
                .field(
                        "text.rendererVersion",
                        instrument.rendererVersion(),
                        terms.getText().getRendererVersion());
        String scenario = own.scenario();
        if (scenario != null) {
            comparison.field("licence.scenario", scenario, licence.getScenario());
        }
    }

    private void fee(Comparison comparison, ContractFee fee) {
        comparison
                .field("fee.priceMicros", own.priceMicros().applyAsLong(fee), fee.getPriceMicros())
                .field("fee.quantityLots", own.quantityLots().applyAsLong(fee), fee.getQuantityLots())
                .field(
                        "fee.amountFen",
                        Money.notionalFen(fee.getPriceMicros(), fee.getQuantityLots(), RoundingRule.HALF_UP),
                        fee.getAmountFen())
                .field("fee.lotSize", instrument.lotSize(), fee.getLotSize())
                .field("fee.taxRateBp", instrument.priceTax().rateBp(), fee.getTaxRateBp())
                .field("fee.taxMode", instrument.priceTax().mode(), fee.getTaxMode())
                .field("fee.settlementModel", instrument.settlementModel(), fee.getSettlementModel());
    }

    /** The price ordered; of a limit the traded one, where that is no worse. */
    private static long priceMicros(PlaceOrder command, ContractFee fee) {
        if (command.getOrderType() == OrderType.FIXED_PRICE) {
            return command.getPriceMicros();
        }
        return command.getSide() == Side.BUY
                ? Math.min(command.getPriceMicros(), fee.getPriceMicros())
                : Math.max(command.getPriceMicros(), fee.getPriceMicros());
    }

    /** The quantity ordered; of a limit the traded one, where it is a part: one order fills in several trades. */
    private static long quantityLots(PlaceOrder command, ContractFee fee) {
        boolean whole = command.getOrderType() == OrderType.FIXED_PRICE && command.getTimeInForce() == TimeInForce.FOK;
        return whole ? command.getQuantityLots() : Math.min(command.getQuantityLots(), fee.getQuantityLots());
    }

    private static Sm3Hash hash(Hash32 value) {
        return Sm3Hash.of(value.bytes());
    }
}
