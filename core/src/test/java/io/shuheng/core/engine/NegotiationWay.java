package io.shuheng.core.engine;

import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractFinalized;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.negotiation.AcceptTerms;
import io.shuheng.core.contract.negotiation.NegotiatedTerms;
import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.contract.negotiation.OfferTerms;
import io.shuheng.core.contract.negotiation.RequestTerms;
import io.shuheng.core.contract.negotiation.SignAgreement;
import io.shuheng.core.contract.negotiation.StandingTerms;
import io.shuheng.core.contract.negotiation.TerminateNegotiation;
import io.shuheng.core.contract.negotiation.TerminationReason;
import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.listing.SupplyKind;
import io.shuheng.core.member.AgreementReader;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** Takes one negotiation on a {@link TradeWay} from its request to its countersignature, and makes the commands. */
public final class NegotiationWay {

    /** How long messages and acceptances stand here. */
    public static final Duration VALIDITY = Duration.ofHours(1);

    /** How long the consumer may inspect, which is not what the instrument says. */
    public static final Duration INSPECTION = Duration.ofHours(36);

    private final EngineFixture exchange;
    private final TradeWay way;
    private final long instrument;

    /** On an instrument with 100 licences; the consumer has money. */
    public NegotiationWay(EngineFixture exchange, TradeWay way) {
        this.exchange = exchange;
        this.way = way;
        this.instrument = way.instrument(SupplyKind.LIMITED, 100);
        way.deposit(100_000);
    }

    /** Number of the instrument. */
    public long instrument() {
        return instrument;
    }

    /** Terms in order: lots at that price, to be delivered within two days, with one clause. */
    public static NegotiatedTerms terms(long priceMicros, long lots) {
        return termsOf(priceMicros, lots).build();
    }

    /** Terms in order, to be spoilt by a test in one point. */
    public static NegotiatedTerms.Builder termsOf(long priceMicros, long lots) {
        return NegotiatedTerms.newBuilder()
                .setPriceMicros(priceMicros)
                .setQuantityLots(lots)
                .setScenario(0)
                .setPurpose(new BilingualText("授信风险模型的训练", "training of a credit risk model"))
                .setDeliverWithinNs(Duration.ofDays(2).toNanos())
                .setInspectionNs(INSPECTION.toNanos())
                .setClauses(List.of(new BilingualText("乙方每月报告一次使用情况", "Party B reports its use each month")));
    }

    /** How an answer names terms. */
    public static Hash32 sm3(NegotiatedTerms terms) {
        return new Hash32(StandingTerms.sm3(terms).bytes());
    }

    /** The consumer begins. */
    public RequestTerms.Builder request(NegotiatedTerms terms) {
        return RequestTerms.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(instrument)
                .setNegotiation(0)
                .setAnswersSm3(Descriptors.NONE)
                .setTerms(terms)
                .setValidToNs(exchange.timeNs() + VALIDITY.toNanos());
    }

    /** The consumer asks for other terms than were offered. */
    public RequestTerms.Builder counter(long negotiation, NegotiatedTerms offered, NegotiatedTerms terms) {
        return request(terms).setNegotiation(negotiation).setAnswersSm3(sm3(offered));
    }

    /** The provider offers. */
    public OfferTerms.Builder offer(long negotiation, NegotiatedTerms requested, NegotiatedTerms terms) {
        return OfferTerms.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(instrument)
                .setNegotiation(negotiation)
                .setAnswersSm3(sm3(requested))
                .setTerms(terms)
                .setValidToNs(exchange.timeNs() + VALIDITY.toNanos());
    }

    /** The consumer accepts. */
    public AcceptTerms.Builder acceptance(long negotiation, NegotiatedTerms offered) {
        return AcceptTerms.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(instrument)
                .setNegotiation(negotiation)
                .setTermsSm3(sm3(offered))
                .setBoundToNs(exchange.timeNs() + VALIDITY.toNanos());
    }

    /** A party signs what it has derived from the records. */
    public SignAgreement signature(long negotiation) {
        return reader().signature(negotiation, exchange.nextClientId(), exchange.notAfterNs(), 0);
    }

    /** A party signs some hashes that the engine cannot judge. */
    public SignAgreement.Builder blindSignature(long negotiation) {
        return SignAgreement.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setInstrument(instrument)
                .setNegotiation(negotiation)
                .setContractSm3(EngineFixture.hash("contract"))
                .setTextZhSm3(EngineFixture.hash("zh"))
                .setTextEnSm3(EngineFixture.hash("en"));
    }

    /** Somebody ends it. */
    public TerminateNegotiation termination(long negotiation, TerminationReason reason) {
        return new TerminateNegotiation(exchange.nextClientId(), exchange.notAfterNs(), 0L, negotiation, reason);
    }

    /** The exchange countersigns, with a signature that the engine does not look into. */
    public ContractFinalized.Builder finalization(long negotiation, Contract contract) {
        return ContractFinalized.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setNegotiation(negotiation)
                .setContract(contract.terms())
                .setKey(EngineFixture.OPERATOR_KEY)
                .setSignature(ByteBuffer.wrap(new byte[64]));
    }

    /** What a member computes from all records so far. */
    public AgreementReader reader() {
        return reader(ContractTemplates.bundled());
    }

    /** What a member that has these templates computes. */
    public AgreementReader reader(ContractTemplates templates) {
        AgreementReader reader = new AgreementReader(templates);
        for (byte[] record : exchange.records()) {
            reader.observe(record, 0, record.length);
        }
        return reader;
    }

    /** A negotiation on ten lots at two yuan, taken to that state by the plain way. */
    public long at(NegotiationState state) {
        NegotiatedTerms terms = terms(TradeWay.PRICE_MICROS, 10);
        long negotiation = exchange.submit(request(terms).build(), consumer())
                .requireAccepted()
                .event(EventKind.TERMS_REQUESTED)
                .getA();
        if (state == NegotiationState.TERMINATED) {
            exchange.submit(termination(negotiation, TerminationReason.NO_LONGER_WANTED), consumer())
                    .requireAccepted();
            return negotiation;
        }
        if (state.number() >= NegotiationState.OFFERED.number()) {
            exchange.submit(offer(negotiation, terms, terms).build(), provider())
                    .requireAccepted();
        }
        if (state.number() >= NegotiationState.ACCEPTED.number()) {
            exchange.submit(acceptance(negotiation, terms).build(), consumer()).requireAccepted();
        }
        if (state.number() >= NegotiationState.AGREED.number()) {
            exchange.submit(signature(negotiation), provider()).requireAccepted();
        }
        if (state.number() >= NegotiationState.VERIFIED.number()) {
            exchange.submit(signature(negotiation), consumer()).requireAccepted();
        }
        if (state == NegotiationState.FINALIZED) {
            exchange.submit(
                            finalization(negotiation, reader().toSign(negotiation))
                                    .build(),
                            EngineFixture.OPERATOR_KEY)
                    .requireAccepted();
        }
        return negotiation;
    }

    /** A negotiation on another instrument that both sides have signed. */
    public long verified(long other, ContractTemplates templates) {
        NegotiatedTerms terms = terms(TradeWay.PRICE_MICROS, 1);
        long negotiation = exchange.submit(request(terms).setInstrument(other).build(), consumer())
                .requireAccepted()
                .event(EventKind.TERMS_REQUESTED)
                .getA();
        exchange.submit(offer(negotiation, terms, terms).setInstrument(other).build(), provider())
                .requireAccepted();
        exchange.submit(acceptance(negotiation, terms).setInstrument(other).build(), consumer())
                .requireAccepted();
        for (int key : new int[] {provider(), consumer()}) {
            AgreementReader reader = reader(templates);
            exchange.submit(reader.signature(negotiation, exchange.nextClientId(), exchange.notAfterNs(), 0), key)
                    .requireAccepted();
        }
        return negotiation;
    }

    private int consumer() {
        return way.buyer().key();
    }

    private int provider() {
        return way.seller().key();
    }
}
