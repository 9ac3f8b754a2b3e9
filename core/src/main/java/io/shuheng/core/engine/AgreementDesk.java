package io.shuheng.core.engine;

import io.shuheng.core.contract.ContractDelivery;
import io.shuheng.core.contract.ContractFee;
import io.shuheng.core.contract.ContractFinalized;
import io.shuheng.core.contract.ContractLicence;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.FormationKind;
import io.shuheng.core.contract.negotiation.Acceptance;
import io.shuheng.core.contract.negotiation.NegotiatedTerms;
import io.shuheng.core.contract.negotiation.Negotiation;
import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.contract.negotiation.SignAgreement;
import io.shuheng.core.contract.negotiation.SignedHashes;
import io.shuheng.core.participant.Power;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.session.Binding;
import io.shuheng.core.trading.Instrument;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;

/*
 * The engine renders no text, so it cannot know the hash of the contract; it knows that both sides signed the same one,
 * that the exchange's command brings the contract with that hash, and that all the fields which the engine itself acts on
 * say what was accepted. So what is delivered and paid is what was signed, whatever anybody's renderer did. The rest, text
 * and clauses of the template, is for those that can derive it: the parties before they sign, the service, the verifier.
 */
/** Takes both sides' signatures on a negotiated contract (签署), asks for the countersignature (副署), makes the trade. */
final class AgreementDesk {

    private static final int SIGNATURE_LENGTH = 64;

    private final ExchangeState state;
    private final NegotiationDesk negotiations;
    private final TradeFormation formation;
    private final DeadlineDesk deadlines;
    private final NegotiationGates gates;

    AgreementDesk(ExchangeState state, NegotiationDesk negotiations, TradeFormation formation, DeadlineDesk deadlines) {
        this.state = state;
        this.negotiations = negotiations;
        this.formation = formation;
        this.deadlines = deadlines;
        this.gates = new NegotiationGates(state);
    }

    void open(Dispatch dispatch) {
        dispatch.on(SignAgreement.class, this::sign);
        dispatch.on(ContractFinalized.class, this::countersign);
    }

    private void sign(Turn turn, SignAgreement command) {
        Instrument instrument = state.instruments.require(command.getInstrument());
        Negotiation negotiation = state.negotiations.require(command.getNegotiation());
        long side = gates.principal(turn, command.getMandate(), Power.SIGN, instrument, 0)
                .participant();
        negotiation.requireSide(side);
        negotiation.requireInstrument(instrument.number());
        boolean byProvider = side == negotiation.provider();
        negotiation.requireState(byProvider ? NegotiationState.ACCEPTED : NegotiationState.AGREED);
        negotiation.requireBound(turn.timeNs());
        gates.requireConsumer(instrument, negotiation.consumer());
        gates.requireOpen(turn, instrument);
        SignedHashes hashes = SignedHashes.of(command);
        if (!hashes.areGiven()) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "contractSm3", 0);
        }
        if (byProvider) {
            negotiation.agree(hashes);
        } else {
            negotiation.requireSigned("contractSm3", hashes);
            negotiation.verify();
            negotiations.stopLapse(negotiation);
        }
        turn.event(
                EventKind.AGREEMENT_SIGNED,
                negotiation.number(),
                side,
                negotiation.state().number());
        if (!byProvider) {
            turn.event(EventKind.REQUEST_COUNTERSIGNATURE, negotiation.number(), 0, 0);
        }
    }

    private void countersign(Turn turn, ContractFinalized command) {
        turn.requireOperator();
        Negotiation negotiation = state.negotiations.require(command.getNegotiation());
        negotiation.requireState(NegotiationState.VERIFIED);
        if (command.getKey() != turn.actor().key()) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "key", command.getKey());
        }
        int signatureLength = command.getSignature().remaining();
        if (signatureLength != SIGNATURE_LENGTH) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "signature", signatureLength);
        }
        ContractTerms contract = command.getContract();
        negotiation.requireSigned(
                "contract",
                new SignedHashes(
                        Sm3Hash.of(Sm3.hash(AvroBytes.encode(contract))),
                        Fields.hash(contract.getText().getTextZhSm3()),
                        Fields.hash(contract.getText().getTextEnSm3())));
        Instrument instrument = state.instruments.require(negotiation.instrument());
        if (!saysWhatWasAccepted(contract, negotiation, instrument)) {
            throw CommandRejected.because(RefusalCode.CONTRACT_NOT_AS_NEGOTIATED, "contract", negotiation.number());
        }
        gates.requireFormable(negotiation, instrument);

        Acceptance acceptance = negotiation.requireAcceptance();
        Trade trade = trade(negotiation, acceptance);
        state.negotiations.finish(negotiation, trade.getTrade());
        turn.event(EventKind.CONTRACT_COUNTERSIGNED, negotiation.number(), trade.getTrade(), 0);
        long mandate = acceptance.consumer().mandate();
        formation.form(turn, trade, acceptance.fees(), mandate, Binding.SIGNED, Binding.SIGNED);
        deadlines.formed(
                turn,
                trade.getTrade(),
                contract.getDelivery().getDeliverWithinNs(),
                contract.getClauses().getCureDays());
    }

    private Trade trade(Negotiation negotiation, Acceptance acceptance) {
        NegotiatedTerms terms = negotiation.standing().terms();
        return Trade.newBuilder()
                .setTrade(state.trades.nextNumber())
                .setInstrument(negotiation.instrument())
                .setBuyOrder(acceptance.message())
                .setSellOrder(negotiation.standing().message())
                .setBuyer(negotiation.consumer())
                .setSeller(negotiation.provider())
                .setPriceMicros(terms.getPriceMicros())
                .setQuantityLots(terms.getQuantityLots())
                .setAmountFen(acceptance.amountFen())
                .setScenario(terms.getScenario())
                .setHold(acceptance.hold())
                .build();
    }

    private static boolean saysWhatWasAccepted(ContractTerms contract, Negotiation negotiation, Instrument instrument) {
        NegotiatedTerms terms = negotiation.standing().terms();
        Acceptance acceptance = negotiation.requireAcceptance();
        ContractLicence licence = contract.getLicence();
        ContractDelivery delivery = contract.getDelivery();
        return contract.getFormation().getKind() == FormationKind.NEGOTIATED
                && contract.getFormation().getContract() == negotiation.number()
                && contract.getProvider().getParticipant() == negotiation.provider()
                && contract.getProvider().getOrder().getSequence()
                        == negotiation.standing().message()
                && contract.getConsumer().getParticipant() == negotiation.consumer()
                && contract.getConsumer().getOrder().getSequence() == acceptance.message()
                && licence.getInstrument() == instrument.number()
                && Fields.hash(licence.getTermsHash()).equals(instrument.termsHash())
                && licence.getScenario()
                        .equals(instrument.terms().getScenarios().get(terms.getScenario()))
                && licence.getPurpose().equals(terms.getPurpose())
                && delivery.getDeliverWithinNs() == terms.getDeliverWithinNs()
                && delivery.getInspectionNs() == terms.getInspectionNs()
                && contract.getSupplement().equals(terms.getClauses())
                && saysPrice(contract.getFee(), terms, acceptance);
    }

    private static boolean saysPrice(ContractFee fee, NegotiatedTerms terms, Acceptance acceptance) {
        return fee.getPriceMicros() == terms.getPriceMicros()
                && fee.getQuantityLots() == terms.getQuantityLots()
                && fee.getAmountFen() == acceptance.amountFen()
                && fee.getPayer() == acceptance.consumer().participant();
    }
}
