package io.shuheng.core.participant;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.NumberedTable;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.ArrayList;
import java.util.List;

/**
 * All mandates by number, from 1; the number 0 in a command says that its sender acts for itself. A mandate that is
 * somebody else's is answered like one that does not exist. State of the engine: for its thread alone.
 */
public final class Mandates {

    private static final String FIELD = "mandate";

    private final List<Mandate> mandates = new ArrayList<>();
    private final NumberedTable<Principal> themselves = new NumberedTable<>();

    /** None. */
    public Mandates() {}

    /** Grants a mandate; the caller has checked its terms. */
    public Mandate grant(Mandate.Terms terms) {
        Mandate mandate = new Mandate(mandates.size() + 1L, terms);
        mandates.add(mandate);
        return mandate;
    }

    /**
     * The mandate with that number, which a participant must have given or been given.
     *
     * @throws CommandRejected NO_MANDATE
     */
    public Mandate requireOf(long participant, long number) {
        if (number < 1 || number > mandates.size()) {
            throw CommandRejected.because(RefusalCode.NO_MANDATE, FIELD, number);
        }
        Mandate mandate = mandate(number);
        if (mandate.terms().principal() != participant && mandate.terms().agent() != participant) {
            throw CommandRejected.because(RefusalCode.NO_MANDATE, FIELD, number);
        }
        return mandate;
    }

    /** Ends a mandate from now on. */
    public void revoke(Mandate mandate) {
        mandate.revoke();
    }

    /**
     * In whose name a participant acts. Changes nothing: see {@link #use}. Whether principal and agent are in good
     * standing is another question, which {@link Principals} asks too.
     *
     * @param actor number of the participant that sent the command
     * @param mandateNumber the mandate that it names, 0 where it acts for itself
     * @param power what the act takes
     * @param productId number of the product concerned, 0 where there is none yet
     * @param amountFen what the act may spend, fen, from 0
     * @param timeNs sequenced time, nanoseconds since 1970
     * @throws CommandRejected NO_MANDATE, MANDATE_EXPIRED, MANDATE_SCOPE
     */
    public Principal principalFor(
            long actor, long mandateNumber, Power power, long productId, long amountFen, long timeNs) {
        if (amountFen < 0) {
            throw new IllegalArgumentException("amountFen " + amountFen + ": from 0");
        }
        Principal principal = principalFor(actor, mandateNumber, power, timeNs);
        if (principal.isRepresented() && !mandate(mandateNumber).covers(power, productId, amountFen)) {
            throw CommandRejected.because(RefusalCode.MANDATE_SCOPE, FIELD, mandateNumber);
        }
        return principal;
    }

    /**
     * As the other, for acts to come whose products and amounts nobody knows yet.
     *
     * @throws CommandRejected NO_MANDATE, MANDATE_EXPIRED, MANDATE_SCOPE where it does not give the power
     */
    public Principal principalFor(long actor, long mandateNumber, Power power, long timeNs) {
        if (mandateNumber == 0) {
            return itself(actor);
        }
        Mandate mandate = requireOf(actor, mandateNumber);
        if (mandate.terms().agent() != actor) {
            throw CommandRejected.because(RefusalCode.NO_MANDATE, FIELD, mandateNumber);
        }
        if (!mandate.isInForce(timeNs)) {
            throw CommandRejected.because(RefusalCode.MANDATE_EXPIRED, FIELD, mandateNumber);
        }
        if (!mandate.terms().powers().contains(power)) {
            throw CommandRejected.because(RefusalCode.MANDATE_SCOPE, FIELD, mandateNumber);
        }
        return mandate.principal();
    }

    /** Made once for each participant: with every order it is asked for several times. */
    private Principal itself(long participant) {
        Principal principal = themselves.get(participant);
        if (principal == null) {
            principal = Principal.itself(participant);
            themselves.put(participant, principal);
        }
        return principal;
    }

    /** Counts money against the limit, after all checks; nothing to count where the participant acts for itself. */
    public void use(Principal principal, long amountFen) {
        if (principal.isRepresented()) {
            mandate(principal.mandate()).use(amountFen);
        }
    }

    /** Takes money off what counts against the limit, because it was not spent after all; the reverse of {@link #use}. */
    public void giveBack(Principal principal, long amountFen) {
        giveBack(principal.mandate(), amountFen);
    }

    /** As the other, for a mandate by its number; 0 is none. */
    public void giveBack(long number, long amountFen) {
        if (number != 0) {
            mandate(number).giveBack(amountFen);
        }
    }

    private Mandate mandate(long number) {
        return mandates.get((int) number - 1);
    }

    /** Writes all that later results depend on. */
    public void writeState(StateSink sink) {
        sink.number(mandates.size());
        for (Mandate mandate : mandates) {
            mandate.writeState(sink);
        }
    }

    /** Reads what {@link #writeState} wrote into this, which is empty. */
    public void readState(StateSource source) {
        for (int left = source.count(); left > 0; left--) {
            mandates.add(Mandate.readState(source, mandates.size() + 1L));
        }
    }
}
