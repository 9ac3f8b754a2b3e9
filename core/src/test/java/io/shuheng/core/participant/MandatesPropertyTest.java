package io.shuheng.core.participant;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Mandates against a model that adds in unlimited integers and asks every rule by itself. */
class MandatesPropertyTest {

    private static final long PRINCIPAL = 2;
    private static final long AGENT = 3;

    /** One attempt to act under a mandate. */
    record Act(long actor, Power power, long productId, long amountFen, long timeNs, boolean revokeFirst) {}

    private static final class Model {
        private final Mandate.Terms terms;
        private BigInteger usedFen = BigInteger.ZERO;
        private boolean revoked;

        Model(Mandate.Terms terms) {
            this.terms = terms;
        }

        RefusalCode answer(Act act) {
            if (act.actor != terms.agent()) {
                return RefusalCode.NO_MANDATE;
            }
            if (revoked || act.timeNs < terms.validFromNs() || act.timeNs >= terms.validToNs()) {
                return RefusalCode.MANDATE_EXPIRED;
            }
            boolean product = terms.products().isEmpty() || terms.products().contains(act.productId);
            BigInteger after = usedFen.add(BigInteger.valueOf(act.amountFen));
            boolean money = after.compareTo(BigInteger.valueOf(terms.moneyLimitFen())) <= 0;
            return terms.powers().contains(act.power) && product && money ? RefusalCode.OK : RefusalCode.MANDATE_SCOPE;
        }

        void use(Act act) {
            usedFen = usedFen.add(BigInteger.valueOf(act.amountFen));
        }
    }

    @Property
    void answersAndCountsAsTheModelDoes(@ForAll("terms") Mandate.Terms terms, @ForAll("acts") List<Act> acts) {
        Mandates mandates = new Mandates();
        Mandate mandate = mandates.grant(terms);
        Model model = new Model(terms);
        for (Act act : acts) {
            if (act.revokeFirst) {
                mandates.revoke(mandate);
                model.revoked = true;
            }
            byte[] before = state(mandates);
            RefusalCode expected = model.answer(act);
            assertThat(attempt(mandates, mandate.number(), act)).isEqualTo(expected);
            if (expected == RefusalCode.OK) {
                model.use(act);
            } else {
                assertThat(state(mandates)).isEqualTo(before);
            }
            assertThat(BigInteger.valueOf(mandate.usedFen())).isEqualTo(model.usedFen);
            assertThat(mandate.usedFen()).isBetween(0L, terms.moneyLimitFen());
        }
    }

    @Property
    void needsNoMandateForItself(@ForAll("acts") List<Act> acts) {
        Mandates mandates = new Mandates();
        byte[] before = state(mandates);
        for (Act act : acts) {
            assertThat(attempt(mandates, 0, act)).isEqualTo(RefusalCode.OK);
        }
        assertThat(state(mandates)).isEqualTo(before);
    }

    private static RefusalCode attempt(Mandates mandates, long number, Act act) {
        try {
            Principal principal =
                    mandates.principalFor(act.actor, number, act.power, act.productId, act.amountFen, act.timeNs);
            assertThat(principal.agent()).isEqualTo(act.actor);
            assertThat(principal.participant()).isEqualTo(number == 0 ? act.actor : PRINCIPAL);
            mandates.use(principal, act.amountFen);
            return RefusalCode.OK;
        } catch (CommandRejected e) {
            assertThat(e.field()).isEqualTo("mandate");
            assertThat(e.value()).isEqualTo(number);
            return e.code();
        }
    }

    private static byte[] state(Mandates mandates) {
        StateSink sink = new StateSink();
        mandates.writeState(sink);
        return sink.toBytes();
    }

    @Provide
    Arbitrary<Mandate.Terms> terms() {
        Arbitrary<Set<Power>> powers =
                Arbitraries.of(Power.class).set().ofMinSize(1).ofMaxSize(Power.values().length);
        Arbitrary<Set<Long>> products = Arbitraries.longs().between(1, 3).set().ofMaxSize(2);
        Arbitrary<Long> limit = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 1000), Arbitraries.of(0L, 1L, Long.MAX_VALUE - 1, Long.MAX_VALUE));
        Arbitrary<Long> from = Arbitraries.longs().between(0, 10);
        Arbitrary<Long> span = Arbitraries.longs().between(1, 100);
        return Combinators.combine(powers, products, limit, from, span)
                .as((p, q, l, f, s) -> new Mandate.Terms(PRINCIPAL, AGENT, p, q, l, f, f + s));
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        Arbitrary<Long> actor = Arbitraries.frequency(Tuple.of(8, AGENT), Tuple.of(1, PRINCIPAL), Tuple.of(1, 4L));
        Arbitrary<Long> amount = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 400), Arbitraries.of(0L, Long.MAX_VALUE - 1, Long.MAX_VALUE));
        Arbitrary<Boolean> revoke = Arbitraries.frequency(Tuple.of(29, false), Tuple.of(1, true));
        return Combinators.combine(
                        actor,
                        Arbitraries.of(Power.class),
                        Arbitraries.longs().between(0, 3),
                        amount,
                        Arbitraries.longs().between(0, 60),
                        revoke)
                .as(Act::new)
                .list()
                .ofMaxSize(40);
    }
}
