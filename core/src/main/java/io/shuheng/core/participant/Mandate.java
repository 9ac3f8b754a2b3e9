package io.shuheng.core.participant;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** A mandate (授权委托): what an agent may do in its principal's name. State of the engine: for its thread alone. */
public final class Mandate {

    /**
     * What was granted. Immutable.
     *
     * @param principal number of the participant that is bound
     * @param agent number of the participant that acts
     * @param powers what the agent may do
     * @param products numbers of the products it may do it with; empty for all
     * @param moneyLimitFen the most that may be spent under it, all acts together, fen, from 0
     * @param validFromNs first instant at which it holds, nanoseconds since 1970
     * @param validToNs first instant at which it no longer holds
     */
    public record Terms(
            long principal,
            long agent,
            Set<Power> powers,
            Set<Long> products,
            long moneyLimitFen,
            long validFromNs,
            long validToNs) {

        /** Copies the collections. */
        public Terms {
            powers = Set.copyOf(powers);
            products = Set.copyOf(products);
        }
    }

    private final long number;
    private final Terms terms;
    private final Principal principal;
    private long usedFen;
    private boolean revoked;

    Mandate(long number, Terms terms) {
        this.number = number;
        this.terms = terms;
        this.principal = new Principal(terms.principal(), terms.agent(), number);
    }

    /** In whose name its agent acts under it. */
    Principal principal() {
        return principal;
    }

    /** Its number, from 1. */
    public long number() {
        return number;
    }

    /** What was granted. */
    public Terms terms() {
        return terms;
    }

    /** What was spent under it so far, fen. */
    public long usedFen() {
        return usedFen;
    }

    /** Whether principal or agent ended it before its time. */
    public boolean isRevoked() {
        return revoked;
    }

    boolean isInForce(long timeNs) {
        return !revoked && timeNs >= terms.validFromNs && timeNs < terms.validToNs;
    }

    /** Whether it covers an act; product 0, one that does not exist yet, is covered by a mandate for all only. */
    boolean covers(Power power, long productId, long amountFen) {
        return terms.powers.contains(power)
                && (terms.products.isEmpty() || terms.products.contains(productId))
                && amountFen <= terms.moneyLimitFen - usedFen;
    }

    void use(long amountFen) {
        if (amountFen < 0 || amountFen > terms.moneyLimitFen - usedFen) {
            throw new IllegalStateException(
                    "mandate " + number + ": " + amountFen + " fen were not checked before use");
        }
        usedFen += amountFen;
    }

    void giveBack(long amountFen) {
        if (amountFen < 0 || amountFen > usedFen) {
            throw new IllegalStateException("mandate " + number + ": " + amountFen + " fen were never used");
        }
        usedFen -= amountFen;
    }

    void revoke() {
        revoked = true;
    }

    void writeState(StateSink sink) {
        sink.number(terms.principal);
        sink.number(terms.agent);
        for (Power power : Power.values()) {
            sink.flag(terms.powers.contains(power));
        }
        long[] products = terms.products.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(products);
        sink.number(products.length);
        for (long product : products) {
            sink.number(product);
        }
        sink.number(terms.moneyLimitFen);
        sink.number(terms.validFromNs);
        sink.number(terms.validToNs);
        sink.number(usedFen);
        sink.flag(revoked);
    }

    /** Reads what {@link #writeState} wrote of the mandate with that number. */
    static Mandate readState(StateSource source, long number) {
        long principal = source.number();
        long agent = source.number();
        Set<Power> powers = EnumSet.noneOf(Power.class);
        for (Power power : Power.values()) {
            if (source.flag()) {
                powers.add(power);
            }
        }
        Set<Long> products = new HashSet<>();
        for (int left = source.count(); left > 0; left--) {
            products.add(source.number());
        }
        Mandate mandate = new Mandate(
                number,
                new Terms(principal, agent, powers, products, source.number(), source.number(), source.number()));
        mandate.usedFen = source.number();
        mandate.revoked = source.flag();
        return mandate;
    }
}
