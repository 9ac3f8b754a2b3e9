package io.shuheng.core.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.contract.negotiation.NegotiatedTerms;
import io.shuheng.core.contract.negotiation.NegotiationState;
import io.shuheng.core.contract.negotiation.StandingTerms;
import io.shuheng.core.contract.negotiation.TerminationReason;
import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.engine.NegotiationWay;
import io.shuheng.core.engine.Tick;
import io.shuheng.core.engine.TradeWay;
import io.shuheng.core.engine.ViewComparison;
import io.shuheng.core.member.AgreementReader;
import io.shuheng.core.record.EventKind;
import io.shuheng.crypto.Sm3Hash;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the read model says of negotiations. */
class NegotiationViewTest {

    private static final Visibility ALL = Visibility.everything();

    private final EngineFixture exchange = new EngineFixture();
    private final TradeWay trade = new TradeWay(exchange);
    private final NegotiationWay way = new NegotiationWay(exchange, trade);
    private final ViewComparison feed = new ViewComparison(exchange);
    private final long consumer = trade.buyer().number();
    private final long provider = trade.seller().number();

    private NegotiationEntry entry(long number) {
        feed.check();
        return feed.model().negotiations().negotiation(ALL, number).value().orElseThrow();
    }

    private List<NegotiationMessage> messages(Visibility visibility, long number) {
        return ViewComparison.all(request -> feed.model().negotiations().messages(visibility, number, request));
    }

    @Test
    void tellsEachMessageInOrderUntilTheTradeItBecame() {
        long number = way.at(NegotiationState.VERIFIED);
        AgreementReader reader = way.reader();
        assertThat(entry(number).trade()).isZero();
        assertThat(entry(number).isLive()).isTrue();
        exchange.submit(way.finalization(number, reader.toSign(number)).build(), EngineFixture.OPERATOR_KEY)
                .requireAccepted();
        NegotiationEntry entry = entry(number);
        assertThat(entry.state()).isEqualTo(NegotiationState.FINALIZED);
        assertThat(entry.isLive()).isFalse();
        assertThat(entry.trade()).isEqualTo(1);
        assertThat(entry.signed()).contains(reader.toSign(number).hashes());
        assertThat(entry.signedBy()).containsExactly(provider, consumer);
        assertThat(entry.ending()).isEmpty();
        Sm3Hash terms = StandingTerms.sm3(NegotiationWay.terms(TradeWay.PRICE_MICROS, 10));
        List<NegotiationMessage> messages = messages(ALL, number);
        assertThat(messages)
                .extracting(NegotiationMessage::kind)
                .containsExactly(
                        NegotiationMessageKind.REQUEST,
                        NegotiationMessageKind.OFFER,
                        NegotiationMessageKind.ACCEPTANCE,
                        NegotiationMessageKind.SIGNATURE,
                        NegotiationMessageKind.SIGNATURE,
                        NegotiationMessageKind.COUNTERSIGNATURE);
        assertThat(messages)
                .extracting(NegotiationMessage::sender)
                .containsExactly(consumer, provider, consumer, provider, consumer, 0L);
        assertThat(messages).extracting(NegotiationMessage::termsSm3).containsOnly(terms);
        assertThat(messages).extracting(NegotiationMessage::record).isSorted();
        assertThat(entry.latest().message()).isEqualTo(messages.get(1).record());
    }

    @Test
    void keepsTheLatestTermsWholeAndTheHashesOfThoseBefore() {
        NegotiatedTerms asked = NegotiationWay.terms(1_000_000, 5);
        NegotiatedTerms offered = NegotiationWay.terms(3_000_000, 5);
        NegotiatedTerms again = NegotiationWay.terms(2_000_000, 6);
        long number = exchange.submit(way.request(asked).build(), trade.buyer().key())
                .requireAccepted()
                .event(EventKind.TERMS_REQUESTED)
                .getA();
        exchange.submit(
                        way.offer(number, asked, offered).build(),
                        trade.seller().key())
                .requireAccepted();
        exchange.submit(
                        way.counter(number, offered, again).build(),
                        trade.buyer().key())
                .requireAccepted();
        NegotiationEntry entry = entry(number);
        assertThat(entry.state()).isEqualTo(NegotiationState.REQUESTED);
        assertThat(entry.latest().priceMicros()).isEqualTo(2_000_000);
        assertThat(entry.latest().quantityLots()).isEqualTo(6);
        assertThat(feed.model().negotiations().terms(ALL, number).value()).contains(again);
        assertThat(messages(ALL, number))
                .extracting(NegotiationMessage::termsSm3)
                .containsExactly(StandingTerms.sm3(asked), StandingTerms.sm3(offered), StandingTerms.sm3(again));
    }

    @Test
    void saysWhoEndedANegotiationAndWhoseTimeWasOver() {
        long ended = way.at(NegotiationState.TERMINATED);
        assertThat(entry(ended).ending())
                .contains(new NegotiationEntry.Ending(TerminationReason.NO_LONGER_WANTED, consumer, exchange.timeNs()));
        long lapsed = way.at(NegotiationState.ACCEPTED);
        exchange.advance(NegotiationWay.VALIDITY);
        exchange.submitInternal(new Tick());
        assertThat(entry(lapsed).ending())
                .contains(new NegotiationEntry.Ending(TerminationReason.LAPSED, 0, exchange.timeNs()));
        assertThat(messages(ALL, lapsed)).hasSize(3);
    }

    @Test
    void isSeenByItsTwoPartiesOnly() {
        long number = way.at(NegotiationState.OFFERED);
        feed.check();
        NegotiationView view = feed.model().negotiations();
        for (long party : new long[] {consumer, provider}) {
            Visibility own = Visibility.participant(party);
            assertThat(view.negotiation(own, number).value()).isPresent();
            assertThat(view.negotiationsOf(own, party, PageRequest.oldest(5)).items())
                    .hasSize(1);
            assertThat(messages(own, number)).hasSize(2);
        }
        for (Visibility other : List.of(
                Visibility.visitor(), Visibility.participant(trade.bank().number()))) {
            assertThat(view.negotiation(other, number).value()).isEmpty();
            assertThat(view.terms(other, number).value()).isEmpty();
            assertThat(view.negotiations(other, PageRequest.oldest(5)).items()).isEmpty();
            assertThat(view.negotiationsOf(other, consumer, PageRequest.oldest(5))
                            .items())
                    .isEmpty();
            assertThat(messages(other, number)).isEmpty();
        }
        assertThat(view.negotiation(ALL, 0).value()).isEmpty();
        assertThat(view.negotiation(ALL, number + 1).value()).isEmpty();
    }
}
