package io.shuheng.core.engine;

import io.shuheng.core.participant.Duty;
import io.shuheng.core.participant.FreezeByOrder;
import io.shuheng.core.participant.FreezeTarget;
import io.shuheng.core.participant.LegalOrder;
import io.shuheng.core.participant.LiftFreeze;
import io.shuheng.core.record.EventKind;

/** Judicial freezes on an {@link EngineFixture}, each by two compliance officers. */
public final class FreezeWay {

    private final EngineFixture exchange;

    /** On that exchange. */
    public FreezeWay(EngineFixture exchange) {
        this.exchange = exchange;
    }

    /** Freezes money, 0 the whole; the freeze's number. */
    public long cash(Enrolment.Member member, long amountFen) {
        return ordered(order(FreezeTarget.CASH, member.number())
                .setAmountFen(amountFen)
                .build());
    }

    /** Freezes licences of an instrument, 0 of all; the freeze's number. */
    long licences(Enrolment.Member member, long instrument) {
        return ordered(order(FreezeTarget.LICENCES, member.number())
                .setInstrument(instrument)
                .build());
    }

    /** Freezes a product; the freeze's number. */
    long product(long listing) {
        return ordered(order(FreezeTarget.PRODUCT, listing).build());
    }

    /** An order, with what its target needs left to add. */
    FreezeByOrder.Builder order(FreezeTarget target, long subject) {
        return FreezeByOrder.newBuilder()
                .setClientId(exchange.nextClientId())
                .setNotAfterNs(exchange.notAfterNs())
                .setTarget(target)
                .setSubject(subject)
                .setAmountFen(0)
                .setInstrument(0)
                .setLegalOrder(legalOrder());
    }

    /** Two officers lift a freeze. */
    public EngineFixture.Outcome lift(long freeze) {
        return exchange.submitByTwo(
                new LiftFreeze(exchange.nextClientId(), exchange.notAfterNs(), freeze, legalOrder()), Duty.COMPLIANCE);
    }

    static LegalOrder legalOrder() {
        return new LegalOrder("某人民法院", "（2026）沪01执1号", EngineFixture.hash("order"));
    }

    private long ordered(FreezeByOrder command) {
        return exchange.submitByTwo(command, Duty.COMPLIANCE)
                .requireAccepted()
                .event(EventKind.FREEZE_ORDERED)
                .getA();
    }
}
