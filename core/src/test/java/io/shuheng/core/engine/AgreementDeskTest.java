package io.shuheng.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractFinalized;
import io.shuheng.core.contract.ContractTerms;
import io.shuheng.core.contract.FormationKind;
import io.shuheng.core.contract.negotiation.NegotiatedTerms;
import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.contract.negotiation.SignAgreement;
import io.shuheng.core.contract.negotiation.TerminationReason;
import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.listing.DelistingStep;
import io.shuheng.core.listing.ListingReason;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.Trade;
import io.shuheng.core.voucher.Voucher;
import io.shuheng.crypto.Sm3;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Signatures, countersignature, and the trade that a negotiated contract becomes. */
class AgreementDeskTest {

    private final EngineFixture exchange = new EngineFixture();
    private final TradeWay trades = new TradeWay(exchange);
    private final NegotiationWay way = new NegotiationWay(exchange, trades);
    private final int consumer = trades.buyer().key();
    private final int provider = trades.seller().key();

    @Test
    void takesTheProvidersSignatureAndThenTheConsumersOverTheSameHashes() {
        long negotiation = way.at(NegotiationState.ACCEPTED);
        exchange.submit(way.signature(negotiation), consumer).requireRefused(RefusalCode.WRONG_STATE);
        EngineFixture.Outcome agreed =
                exchange.submit(way.signature(negotiation), provider).requireAccepted();
        assertThat(agreed.event(EventKind.AGREEMENT_SIGNED).getC()).isEqualTo(NegotiationState.AGREED.number());
        assertThat(agreed.events(EventKind.REQUEST_COUNTERSIGNATURE)).isEmpty();
        exchange.submit(way.signature(negotiation), provider).requireRefused(RefusalCode.WRONG_STATE);
        EngineFixture.Outcome verified =
                exchange.submit(way.signature(negotiation), consumer).requireAccepted();
        assertThat(verified.event(EventKind.REQUEST_COUNTERSIGNATURE).getA()).isEqualTo(negotiation);
    }

    @Test
    void refusesTwoSignaturesOverDifferentHashes() {
        long negotiation = way.at(NegotiationState.AGREED);
        SignAgreement good = way.signature(negotiation);
        for (String field : List.of("contractSm3", "textZhSm3", "textEnSm3")) {
            SignAgreement wrong = way.signature(negotiation);
            set(wrong, field, EngineFixture.hash("other"));
            exchange.submit(wrong, consumer).requireRefused(RefusalCode.AGREEMENT_MISMATCH);
        }
        exchange.submit(
                        way.blindSignature(negotiation)
                                .setTextZhSm3(Descriptors.NONE)
                                .build(),
                        consumer)
                .requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(good, consumer).requireAccepted();
    }

    @Test
    void takesNoSignatureOnceTheListingIsSuspended() {
        long negotiation = way.at(NegotiationState.AGREED);
        trades.suspendListing();
        exchange.submit(way.signature(negotiation), consumer).requireRefused(RefusalCode.LISTING_NOT_LISTED);
    }

    @Test
    void makesATradeOfItThatIsDeliveredAndSettledLikeAMatchedOne() {
        long fixed = trades.traded(trades.offered(), 1);
        long negotiation = way.at(NegotiationState.VERIFIED);
        EngineFixture.Outcome finalized = exchange.submit(
                        way.finalization(negotiation, way.reader().toSign(negotiation))
                                .build(),
                        EngineFixture.OPERATOR_KEY)
                .requireAccepted();
        Trade trade = only(finalized, Trade.class);
        assertThat(trade.getTrade()).isEqualTo(fixed + 1);
        assertThat(trade.getAmountFen()).isEqualTo(2_000);
        assertThat(finalized.event(EventKind.CONTRACT_COUNTERSIGNED).getB()).isEqualTo(trade.getTrade());
        assertThat(finalized.event(EventKind.CONTRACT_FORMED).getA()).isEqualTo(trade.getTrade());
        assertThat(finalized.event(EventKind.TRADED).getC())
                .isEqualTo(finalized.answer().sequence() + 1);

        exchange.submit(trades.delivery(trade.getTrade()).build(), provider).requireAccepted();
        EngineFixture.Outcome receipted = exchange.submit(
                        trades.receipt(trade.getTrade(), EngineFixture.hash("content")), consumer)
                .requireAccepted();
        assertThat(receipted.event(EventKind.DELIVERY_RECEIPTED).getB())
                .isEqualTo(exchange.timeNs() + NegotiationWay.INSPECTION.toNanos());
        EngineFixture.Outcome accepted =
                exchange.submit(trades.acceptance(trade.getTrade()), consumer).requireAccepted();
        assertThat(only(accepted, Settlement.class).getBuyerPaysFen()).isEqualTo(2_010);
        assertThat(accepted.results().stream().filter(Voucher.class::isInstance))
                .hasSize(2);
        exchange.requireEqualReplay();
    }

    @Test
    void endsTheNegotiatedInspectionAndNotTheInstruments() {
        way.at(NegotiationState.FINALIZED);
        trades.receipted(1);
        exchange.advance(NegotiationWay.INSPECTION);
        assertThat(exchange.submitInternal(new Tick()).events(EventKind.DELIVERY_ACCEPTED))
                .hasSize(1);
    }

    @Test
    void takesTheCountersignatureOfTheOperatorAlone() {
        long negotiation = way.at(NegotiationState.VERIFIED);
        Contract contract = way.reader().toSign(negotiation);
        exchange.submit(way.finalization(negotiation, contract).build(), consumer)
                .requireRefused(RefusalCode.NOT_PERMITTED);
        exchange.submit(way.finalization(negotiation, contract).setKey(2).build(), EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(
                        way.finalization(negotiation, contract)
                                .setSignature(ByteBuffer.wrap(new byte[65]))
                                .build(),
                        EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.FIELD_INVALID);
        exchange.submit(way.finalization(negotiation + 1, contract).build(), EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.UNKNOWN_REFERENCE);
    }

    @Test
    void formsNoContractWhileAFreezeLiesOnItsProductLicencesOrMoney() {
        FreezeWay freezes = new FreezeWay(exchange);
        long listing = exchange.engine()
                .state()
                .instruments
                .require(way.instrument())
                .listing()
                .number();
        long negotiation = way.at(NegotiationState.VERIFIED);
        Contract contract = way.reader().toSign(negotiation);
        long product = freezes.product(listing);
        finalize(negotiation, contract).requireRefused(RefusalCode.PRODUCT_FROZEN);
        freezes.lift(product).requireAccepted();
        long licences = freezes.licences(trades.seller(), way.instrument());
        finalize(negotiation, contract).requireRefused(RefusalCode.LICENCES_FROZEN);
        freezes.lift(licences).requireAccepted();
        long money = freezes.cash(trades.buyer(), 0);
        finalize(negotiation, contract).requireRefused(RefusalCode.FUNDS_FROZEN);
        exchange.submit(way.termination(negotiation, TerminationReason.LAPSED), provider)
                .requireRefused(RefusalCode.FIELD_INVALID);
        freezes.lift(money).requireAccepted();
        exchange.submit(way.termination(negotiation, TerminationReason.NO_LONGER_WANTED), provider)
                .requireRefused(RefusalCode.WRONG_STATE);
        finalize(negotiation, contract).requireAccepted();
    }

    @Test
    void letsEitherSideOutOfAContractThatARecallKeepsFromBeingFormed() {
        long negotiation = way.at(NegotiationState.VERIFIED);
        Contract contract = way.reader().toSign(negotiation);
        trades.listings()
                .delist(
                        exchange.engine()
                                .state()
                                .instruments
                                .require(way.instrument())
                                .listing()
                                .number(),
                        DelistingStep.BEGIN,
                        ListingReason.RECALLED)
                .requireAccepted();
        finalize(negotiation, contract).requireRefused(RefusalCode.USE_SUSPENDED);
        EngineFixture.Outcome ended = exchange.submit(
                        way.termination(negotiation, TerminationReason.CANNOT_PERFORM), consumer)
                .requireAccepted();
        assertThat(ended.events(EventKind.HOLD_RELEASED)).hasSize(1);
        exchange.requireEqualReplay();
    }

    private EngineFixture.Outcome finalize(long negotiation, Contract contract) {
        return exchange.submit(way.finalization(negotiation, contract).build(), EngineFixture.OPERATOR_KEY);
    }

    @Test
    void refusesToFinalizeAContractThatIsNotTheOneSigned() {
        long negotiation = way.at(NegotiationState.VERIFIED);
        Contract contract = way.reader().toSign(negotiation);
        ContractFinalized.Builder finalization = way.finalization(negotiation, contract);
        finalization.setContract(changed(contract.terms(), terms -> set(terms, "version", 2)));
        exchange.submit(finalization.build(), EngineFixture.OPERATOR_KEY)
                .requireRefused(RefusalCode.AGREEMENT_MISMATCH);
    }

    @Test
    void refusesToFinalizeWhatBothSignedButNobodyNegotiated() {
        List<Consumer<ContractTerms>> lies = List.of(
                terms -> set(terms.getFormation(), "kind", FormationKind.MATCHED),
                terms -> set(terms.getFormation(), "contract", 77L),
                terms -> set(terms.getProvider(), "participant", 1L),
                terms -> set(terms.getProvider().getOrder(), "sequence", 1L),
                terms -> set(terms.getConsumer(), "participant", 1L),
                terms -> set(terms.getConsumer().getOrder(), "sequence", 1L),
                terms -> set(terms.getLicence(), "instrument", 9L),
                terms -> set(terms.getLicence(), "termsHash", EngineFixture.hash("other")),
                terms -> set(terms.getLicence(), "scenario", "ANYTHING"),
                terms -> set(terms.getLicence(), "purpose", new BilingualText("其他", "other")),
                terms -> set(terms.getDelivery(), "inspectionNs", 1L),
                terms -> set(terms.getDelivery(), "deliverWithinNs", 1L),
                terms -> set(terms.getFee(), "priceMicros", 1L),
                terms -> set(terms.getFee(), "quantityLots", 1L),
                terms -> set(terms.getFee(), "amountFen", 1L),
                terms -> set(terms.getFee(), "payer", 1L),
                terms -> set(terms, "supplement", List.of()));
        for (Consumer<ContractTerms> lie : lies) {
            long negotiation = way.at(NegotiationState.ACCEPTED);
            Contract honest = way.reader().toSign(negotiation);
            ContractTerms untrue = changed(honest.terms(), lie);
            Hash32 sm3 = new Hash32(Sm3.hash(AvroBytes.encode(untrue)));
            for (int key : new int[] {provider, consumer}) {
                SignAgreement signature = way.signature(negotiation);
                set(signature, "contractSm3", sm3);
                exchange.submit(signature, key).requireAccepted();
            }
            exchange.submit(
                            way.finalization(negotiation, honest)
                                    .setContract(untrue)
                                    .build(),
                            EngineFixture.OPERATOR_KEY)
                    .requireRefused(RefusalCode.CONTRACT_NOT_AS_NEGOTIATED);
            exchange.submit(
                            way.termination(negotiation, TerminationReason.CONTRACT_MISMATCH),
                            EngineFixture.OPERATOR_KEY)
                    .requireAccepted();
        }
    }

    @Test
    void leavesRoomForTheLongestWordsInOneRecord() {
        BilingualText longest = new BilingualText("长".repeat(1000), "");
        NegotiatedTerms terms = NegotiationWay.termsOf(TradeWay.PRICE_MICROS, 1)
                .setClauses(List.of(longest, longest, longest, longest, longest))
                .build();
        long negotiation = exchange.submit(way.request(terms).build(), consumer)
                .requireAccepted()
                .event(EventKind.TERMS_REQUESTED)
                .getA();
        exchange.submit(way.offer(negotiation, terms, terms).build(), provider).requireAccepted();
        exchange.submit(way.acceptance(negotiation, terms).build(), consumer).requireAccepted();
        Contract contract = way.reader().toSign(negotiation);
        assertThat(contract.canonicalBytes()).hasSizeBetween(15_000, 32_000);
        assertThat(contract.textZh()).contains("（5）长长");
    }

    private static ContractTerms changed(ContractTerms terms, Consumer<ContractTerms> change) {
        ContractTerms copy = AvroBytes.decode(ContractTerms.class, AvroBytes.encode(terms));
        change.accept(copy);
        return copy;
    }

    /** Generated classes have no setters, and their builders copy by ways that only trusted classes may go. */
    private static void set(SpecificRecord record, String field, Object value) {
        record.put(record.getSchema().getField(field).pos(), value);
    }

    private static <T extends SpecificRecord> T only(EngineFixture.Outcome outcome, Class<T> type) {
        List<T> found = outcome.results().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
