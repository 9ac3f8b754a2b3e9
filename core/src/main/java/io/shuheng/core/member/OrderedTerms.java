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

/** Holds a contract against an order of one of its sides and the instrument whose terms it signed. Immutable. */
final class OrderedTerms {

    private final OwnOrder own;
    private final InstrumentEntry instrument;
    private final PlaceOrder command;
    private final boolean buys;

    /**
     * For an order.
     *
     * @throws IllegalArgumentException where it is for another instrument, or declares a use that the instrument lacks
     */
    OrderedTerms(OwnOrder own, InstrumentEntry instrument) {
        this.own = own;
        this.instrument = instrument;
        this.command = own.command();
        this.buys = command.getSide() == Side.BUY;
        if (command.getInstrument() != instrument.number()) {
            throw new IllegalArgumentException(
                    "order.instrument " + command.getInstrument() + ": not " + instrument.number());
        }
        if (command.getScenario() < 0
                || command.getScenario() >= instrument.scenarios().size()) {
            throw new IllegalArgumentException("order.scenario " + command.getScenario() + ": the instrument has "
                    + instrument.scenarios().size());
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
        ContractParty party = buys ? terms.getConsumer() : terms.getProvider();
        String side = buys ? "consumer." : "provider.";
        comparison
                .field(side + "participant", own.participant(), party.getParticipant())
                .field(side + "order.sequence", own.sequence(), party.getOrder().getSequence())
                .field(
                        side + "order.commandSm3",
                        Sm3Hash.of(Sm3.hash(AvroBytes.encode(command))),
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
        if (buys) {
            comparison.field(
                    "licence.scenario", instrument.scenarios().get(command.getScenario()), licence.getScenario());
        }
    }

    private void fee(Comparison comparison, ContractFee fee) {
        comparison
                .field("fee.priceMicros", priceMicros(fee), fee.getPriceMicros())
                .field("fee.quantityLots", quantityLots(fee), fee.getQuantityLots())
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
    private long priceMicros(ContractFee fee) {
        if (command.getOrderType() == OrderType.FIXED_PRICE) {
            return command.getPriceMicros();
        }
        return buys
                ? Math.min(command.getPriceMicros(), fee.getPriceMicros())
                : Math.max(command.getPriceMicros(), fee.getPriceMicros());
    }

    /** The quantity ordered; of a limit the traded one, where it is a part: one order fills in several trades. */
    private long quantityLots(ContractFee fee) {
        boolean whole = command.getOrderType() == OrderType.FIXED_PRICE && command.getTimeInForce() == TimeInForce.FOK;
        return whole ? command.getQuantityLots() : Math.min(command.getQuantityLots(), fee.getQuantityLots());
    }

    private static Sm3Hash hash(Hash32 value) {
        return Sm3Hash.of(value.bytes());
    }
}
