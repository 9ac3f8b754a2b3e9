package io.shuheng.core.participant;

import io.shuheng.core.record.CommandRejected;

/**
 * In whose name a command acts, and whether both the one who acts and the one who is bound may do this now. The one door
 * for every act that a mandate can cover. State of the engine: for its thread alone.
 */
public final class Principals {

    private static final String AGENT = "agent";
    private static final String PRINCIPAL = "principal";

    private final Participants participants;
    private final Mandates mandates;

    /** Over these participants and mandates. */
    public Principals(Participants participants, Mandates mandates) {
        this.participants = participants;
        this.mandates = mandates;
    }

    /**
     * As {@link Mandates#principalFor}, and both must be in the standing that the power takes: tradable for ORDER,
     * NEGOTIATE and SIGN, which make contracts; active for REGISTER, LIST and PRICE; a party for RECEIVE and COLLECT, with
     * which contracts are performed.
     *
     * @throws CommandRejected as {@link Mandates#principalFor} and the checks of {@link Participants}
     */
    public Principal require(long actor, long mandateNumber, Power power, long productId, long amountFen, long timeNs) {
        requireStanding(AGENT, actor, power, timeNs);
        Principal principal = mandates.principalFor(actor, mandateNumber, power, productId, amountFen, timeNs);
        if (principal.isRepresented()) {
            requireStanding(PRINCIPAL, principal.participant(), power, timeNs);
        }
        return principal;
    }

    /**
     * As {@link #require} for a series of acts to come, whose products and amounts nobody knows yet: the mandate must be
     * in force and give the power; each act is asked about again.
     *
     * @throws CommandRejected as {@link #require}
     */
    public Principal requirePower(long actor, long mandateNumber, Power power, long timeNs) {
        requireStanding(AGENT, actor, power, timeNs);
        Principal principal = mandates.principalFor(actor, mandateNumber, power, timeNs);
        if (principal.isRepresented()) {
            requireStanding(PRINCIPAL, principal.participant(), power, timeNs);
        }
        return principal;
    }

    private void requireStanding(String who, long participant, Power power, long timeNs) {
        switch (power) {
            case ORDER, NEGOTIATE, SIGN -> participants.requireTradable(who, participant, timeNs);
            case REGISTER, LIST, PRICE -> participants.requireActive(who, participant);
            case RECEIVE, COLLECT -> participants.requireParty(who, participant);
        }
    }
}
