package io.shuheng.examples.exchangeday.work;

import io.shuheng.core.contract.Contract;
import io.shuheng.core.contract.ContractFee;
import io.shuheng.core.contract.ContractTemplates;
import io.shuheng.core.contract.negotiation.AcceptTerms;
import io.shuheng.core.contract.negotiation.NegotiatedTerms;
import io.shuheng.core.contract.negotiation.OfferTerms;
import io.shuheng.core.contract.negotiation.RequestTerms;
import io.shuheng.core.contract.negotiation.StandingTerms;
import io.shuheng.core.member.AgreementReader;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.examples.exchangeday.cast.Member;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;

/**
 * One negotiation (协商) between a consumer and the provider of an instrument. The two take turns, each answer names the
 * terms it answers by their SM3, and each side signs the contract that it has derived from the ledger itself. For one
 * thread; each step blocks.
 */
public final class TermsDesk {

    private static final Duration TERMS_STAND = Duration.ofHours(24);
    private static final Hash32 NOTHING = new Hash32(new byte[32]);

    private final Setting setting;
    private final Floor floor;
    private final Member consumer;
    private final ListedProduct listed;
    private long negotiation;
    private Hash32 latest = NOTHING;

    /** Before the first message. */
    public TermsDesk(Setting setting, Floor floor, Member consumer, ListedProduct listed) {
        this.setting = setting;
        this.floor = floor;
        this.consumer = consumer;
        this.listed = listed;
    }

    /** The provider. */
    public Member provider() {
        return listed.registered().provider();
    }

    /** The consumer. */
    public Member consumer() {
        return consumer;
    }

    /** Number of the negotiation, 0 before the first message. */
    public long negotiation() {
        return negotiation;
    }

    /** The consumer asks for terms: the first, or others than were offered. */
    public Group request(NegotiatedTerms terms) {
        Group requested = consumer.send(ids -> new RequestTerms(
                ids.clientId(), ids.notAfterNs(), 0L, listed.instrument(), negotiation, latest, terms, endNs()));
        negotiation = requested.event(EventKind.TERMS_REQUESTED).getA();
        latest = sm3(terms);
        return requested;
    }

    /** The provider offers terms. */
    public Group offer(NegotiatedTerms terms) {
        Group offered = provider()
                .send(ids -> new OfferTerms(
                        ids.clientId(),
                        ids.notAfterNs(),
                        0L,
                        listed.instrument(),
                        negotiation,
                        latest,
                        terms,
                        endNs()));
        latest = sm3(terms);
        return offered;
    }

    /** The consumer accepts terms that are not the latest any more, and is refused. */
    public Outcome acceptStale(NegotiatedTerms earlier) {
        return consumer.refused(RefusalCode.TERMS_STALE, ids -> acceptance(ids, sm3(earlier)));
    }

    /** The consumer accepts the latest terms, and what they cost is held. */
    public Group accept() {
        return consumer.send(ids -> acceptance(ids, latest));
    }

    /**
     * What a member computes from the ledger's records, with nobody's help.
     *
     * @param member who reads
     * @param toSequence the last record it reads
     */
    public AgreementReader read(Member member, long toSequence) {
        AgreementReader reader = new AgreementReader(ContractTemplates.bundled());
        LedgerReading.read(floor, "agreement-" + member.company().folder(), toSequence, reader::observe);
        return reader;
    }

    /**
     * A member signs the contract that its own reader has derived, once it says what was accepted.
     *
     * @throws StoryBrokenException where it does not
     */
    public Group sign(Member member, AgreementReader reader, NegotiatedTerms accepted) {
        requireAsAccepted(reader.toSign(negotiation), accepted);
        return member.send(ids -> reader.signature(negotiation, ids.clientId(), ids.notAfterNs(), 0));
    }

    /** The sale that it has become with the countersignature, which is awaited. */
    public Sale sale(Group signed) {
        Group countersigned = floor.bulletin().after(signed.sequence(), EventKind.CONTRACT_COUNTERSIGNED);
        return new Sale(listed, countersigned.result(Trade.class), countersigned);
    }

    private void requireAsAccepted(Contract contract, NegotiatedTerms accepted) {
        ContractFee fee = contract.terms().getFee();
        boolean right = fee.getPriceMicros() == accepted.getPriceMicros()
                && fee.getQuantityLots() == accepted.getQuantityLots()
                && contract.terms().getDelivery().getDeliverWithinNs() == accepted.getDeliverWithinNs()
                && contract.terms().getDelivery().getInspectionNs() == accepted.getInspectionNs()
                && contract.terms().getLicence().getPurpose().equals(accepted.getPurpose())
                && contract.terms().getSupplement().equals(accepted.getClauses())
                && sm3(contract.textZh()).equals(contract.hashes().textZhSm3())
                && sm3(contract.textEn()).equals(contract.hashes().textEnSm3());
        if (!right) {
            throw new StoryBrokenException("negotiation " + negotiation + ": the contract is not what was accepted");
        }
    }

    private SpecificRecord acceptance(Ids ids, Hash32 terms) {
        return new AcceptTerms(ids.clientId(), ids.notAfterNs(), 0L, listed.instrument(), negotiation, terms, endNs());
    }

    private long endNs() {
        return setting.clock().nowNs() + TERMS_STAND.toNanos();
    }

    private static Hash32 sm3(NegotiatedTerms terms) {
        return new Hash32(StandingTerms.sm3(terms).bytes());
    }

    private static Sm3Hash sm3(String text) {
        return Sm3Hash.ofContent(text.getBytes(StandardCharsets.UTF_8));
    }
}
