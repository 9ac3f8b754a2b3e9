package io.shuheng.core.engine;

import io.shuheng.core.clearing.Account;
import io.shuheng.core.delivery.AcceptRejection;
import io.shuheng.core.delivery.DeliveryState;
import io.shuheng.core.delivery.Entitlement;
import io.shuheng.core.delivery.EntitlementState;
import io.shuheng.core.delivery.RejectDelivery;
import io.shuheng.core.delivery.RejectionReason;
import io.shuheng.core.delivery.SignDeletion;
import io.shuheng.core.dispute.AcceptCompromise;
import io.shuheng.core.dispute.AppointArbitrator;
import io.shuheng.core.dispute.DisputeAward;
import io.shuheng.core.dispute.DisputeGrounds;
import io.shuheng.core.dispute.DisputeState;
import io.shuheng.core.dispute.OpenDispute;
import io.shuheng.core.dispute.ProposeCompromise;
import io.shuheng.core.dispute.RuleDispute;
import io.shuheng.core.dispute.SubmitDisputeEvidence;
import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.Role;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.trading.TradeState;

/** What goes wrong on the {@link TradeWay}: makes the commands of rejections and disputes, and reads where they stand. */
public final class DisputeWay {

    private final EngineFixture exchange;
    private final TradeWay way;
    private final Enrolment.Member arbitrator;

    /** With an arbitrator that has nothing to do with buyer and seller. */
    public DisputeWay(EngineFixture exchange, TradeWay way) {
        this.exchange = exchange;
        this.way = way;
        this.arbitrator = way.enrolment().member(Role.ARBITRATOR);
    }

    /** Who decides. */
    public Enrolment.Member arbitrator() {
        return arbitrator;
    }

    /** A trade of ten lots for 2 000 fen, of which the buyer pays 2 010, delivered and signed for. */
    public long receipted() {
        way.deposit(100_000);
        long contract = way.traded(way.offered(), 10);
        way.receipted(contract);
        return contract;
    }

    /** The buyer rejects. */
    public RejectDelivery.Builder rejection(long contract) {
        return RejectDelivery.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setMandate(0)
                .setContract(contract)
                .setReason(RejectionReason.QUALITY)
                .setEvidenceSm3(EngineFixture.hash("findings"));
    }

    /** The buyer rejects, and it is taken. */
    public EngineFixture.Outcome reject(long contract) {
        return exchange.submit(rejection(contract).build(), way.buyer().key()).requireAccepted();
    }

    /** The provider takes it back. */
    public AcceptRejection acceptance(long contract) {
        return new AcceptRejection(exchange.nextClientId(), exchange.notAfterNs(), contract);
    }

    /** The holder states that it has deleted. */
    public SignDeletion deletion(long entitlement) {
        return new SignDeletion(
                exchange.nextClientId(), exchange.notAfterNs(), entitlement, EngineFixture.hash("deleted"));
    }

    /** Somebody opens a dispute. */
    public OpenDispute opening(long contract) {
        return new OpenDispute(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                contract,
                DisputeGrounds.QUALITY,
                EngineFixture.hash("case"));
    }

    /** The buyer opens a dispute, whose number comes back. */
    public long opened(long contract) {
        return exchange.submit(opening(contract), way.buyer().key())
                .requireAccepted()
                .event(EventKind.DISPUTE_OPENED)
                .getA();
    }

    /** Somebody puts a document forward. */
    public SubmitDisputeEvidence evidence(long dispute) {
        return new SubmitDisputeEvidence(
                exchange.nextClientId(), exchange.notAfterNs(), dispute, EngineFixture.hash("evidence"));
    }

    /** Two officers appoint. */
    public EngineFixture.Outcome appoint(long dispute, Enrolment.Member decides) {
        return exchange.submitByTwo(
                new AppointArbitrator(
                        exchange.nextClientId(),
                        exchange.notAfterNs(),
                        dispute,
                        decides.number(),
                        EngineFixture.hash("appointment")),
                Duty.ARBITRATION);
    }

    /** Both sides are heard, and the arbitrator may rule. */
    public void heard(long dispute) {
        exchange.submit(evidence(dispute), way.seller().key()).requireAccepted();
        exchange.submit(evidence(dispute), way.buyer().key()).requireAccepted();
        appoint(dispute, arbitrator).requireAccepted();
    }

    /** The arbitrator's ruling. */
    public RuleDispute ruling(long dispute, DisputeAward award, int sellerBp) {
        return new RuleDispute(
                exchange.nextClientId(), exchange.notAfterNs(), dispute, award, sellerBp, EngineFixture.hash("ruling"));
    }

    /** The arbitrator rules. */
    public EngineFixture.Outcome rule(long dispute, DisputeAward award, int sellerBp) {
        return exchange.submit(ruling(dispute, award, sellerBp), arbitrator.key());
    }

    /** A party's proposal. */
    public ProposeCompromise proposal(long dispute, int sellerBp) {
        return new ProposeCompromise(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                dispute,
                sellerBp,
                EngineFixture.hash("proposal " + sellerBp));
    }

    /** The other party's agreement. */
    public AcceptCompromise agreement(long dispute, int sellerBp) {
        return new AcceptCompromise(
                exchange.nextClientId(),
                exchange.notAfterNs(),
                dispute,
                sellerBp,
                EngineFixture.hash("proposal " + sellerBp));
    }

    /** Where the trade stands. */
    public TradeState trade(long contract) {
        return state().trades.require("trade", contract).state();
    }

    /** Where the delivery stands. */
    public DeliveryState delivery(long contract) {
        return state().deliveries.state(contract).orElseThrow();
    }

    /** Where the right of use stands. */
    public EntitlementState entitlement(long contract) {
        return state().entitlements.of(contract).map(Entitlement::getState).orElseThrow();
    }

    /** Where the dispute stands. */
    public DisputeState dispute(long dispute) {
        return state().disputes.require(dispute).state();
    }

    /** A member's cash account. */
    public Account cash(Enrolment.Member member) {
        return state().accounts.account(state().accounts.cashOf(member.number()));
    }

    /** What a member has and could use, fen. */
    public long availableFen(Enrolment.Member member) {
        return cash(member).availableFen();
    }

    /** What one of the exchange's accounts holds, fen. */
    public long postedFen(int account) {
        return state().accounts.account(account).postedFen();
    }

    /** Lots of an instrument that are sold. */
    public long soldLots(long contract) {
        return state().supply
                .soldLots(state().trades.require("trade", contract).trade().getInstrument());
    }

    private ExchangeState state() {
        return exchange.engine().state();
    }
}
