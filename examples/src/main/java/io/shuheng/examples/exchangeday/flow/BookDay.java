package io.shuheng.examples.exchangeday.flow;

import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.core.trading.Trade;
import io.shuheng.examples.exchangeday.stage.Floor;
import io.shuheng.examples.exchangeday.stage.Group;
import io.shuheng.examples.exchangeday.stage.Party;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.Sale;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * Sends the flow of orders in windows: a window's commands are on their way together, then all of their outcomes are
 * awaited, members sign their statements, and the exchange's services answer. Memory does not grow with the number of
 * orders. For one thread; blocks.
 */
public final class BookDay {

    private static final int WINDOW = 256;

    private final Floor floor;
    private final ListedProduct listed;
    private final BookMember seller;
    private final List<BookMember> buyers;
    private final OrderFlow flow;
    private final Map<Long, BookMember> restingOrders = new HashMap<>();
    private final Map<BookMember, Sale> firstSales = new HashMap<>();
    private long cancels;
    private long tooLate;
    private long trades;
    private long lowestMicros = Long.MAX_VALUE;
    private long highestMicros;
    private long lastMicros;

    /** A command on its way. */
    private record Sent(OrderFlow.Move move, CompletableFuture<Outcome> outcome) {}

    /**
     * What came of it.
     *
     * @param cancels orders, or rests of orders, that were to be taken back
     * @param tooLate of these, how many were filled before
     * @param trades how many
     * @param lowestMicros lowest price of a trade, micro-yuan; the highest, and the last
     * @param resting orders that rest at the end
     */
    public record Figures(
            long cancels,
            long tooLate,
            long trades,
            long lowestMicros,
            long highestMicros,
            long lastMicros,
            int resting) {}

    /** With members whose sessions are open. */
    public BookDay(
            Floor floor, RandomGenerator random, ListedProduct listed, BookMember seller, List<BookMember> buyers) {
        this.floor = floor;
        this.listed = listed;
        this.seller = seller;
        this.buyers = List.copyOf(buyers);
        this.flow = new OrderFlow(random, listed, seller, buyers);
    }

    /**
     * Sends so many orders, and the cancels between them; then sessions end.
     *
     * @param progress is told how many orders have an outcome
     */
    public Figures send(long orders, LongConsumer progress) {
        long placed = 0;
        while (placed < orders) {
            placed += window(Math.min(WINDOW, orders - placed));
            progress.accept(placed);
        }
        for (BookMember member : members()) {
            member.trader().close();
        }
        return new Figures(cancels, tooLate, trades, lowestMicros, highestMicros, lastMicros, restingOrders.size());
    }

    /** The first purchase of each buyer that has made one. */
    public List<Sale> firstSales() {
        return buyers.stream()
                .filter(firstSales::containsKey)
                .map(firstSales::get)
                .toList();
    }

    private List<BookMember> members() {
        List<BookMember> members = new ArrayList<>(buyers);
        members.add(seller);
        return members;
    }

    private long window(long orders) {
        List<Sent> sent = new ArrayList<>();
        long placed = 0;
        while (placed < orders && sent.size() < WINDOW) {
            OrderFlow.Move move = flow.next();
            sent.add(new Sent(move, move.member().trader().submit(move.command())));
            if (move.isOrder()) {
                move.member().placed();
                placed++;
            }
        }
        sent.forEach(this::follow);
        members().forEach(member -> member.trader().state());
        floor.services().serve();
        return placed;
    }

    private void follow(Sent sent) {
        Outcome outcome = Party.await(sent.outcome);
        boolean late = !sent.move.isOrder() && outcome.code() == RefusalCode.ORDER_NOT_OPEN;
        if (!outcome.isAccepted() && !late) {
            throw new StoryBrokenException(sent.move.member().member().company() + ": " + outcome.message());
        }
        if (!sent.move.isOrder()) {
            cancels++;
            tooLate += late ? 1 : 0;
        }
        Group group = floor.bulletin().group(outcome.sequence());
        for (Event event : group.body().events()) {
            learn(event, sent.move.member());
        }
        for (Trade trade : group.results(Trade.class)) {
            learn(trade, group);
        }
    }

    private void learn(Event event, BookMember sender) {
        long order = event.getA();
        if (event.getKind() == EventKind.ORDER_RESTED.number()) {
            sender.rests(order);
            restingOrders.put(order, sender);
        } else if ((event.getKind() == EventKind.ORDER_FILLED.number() && event.getC() == 0)
                || event.getKind() == EventKind.ORDER_CANCELLED.number()) {
            BookMember owner = restingOrders.remove(order);
            if (owner != null) {
                owner.restsNoMore(order);
            }
        }
    }

    private void learn(Trade trade, Group group) {
        trades++;
        lastMicros = trade.getPriceMicros();
        lowestMicros = Math.min(lowestMicros, lastMicros);
        highestMicros = Math.max(highestMicros, lastMicros);
        seller.traded(trade.getQuantityLots(), trade.getAmountFen());
        for (BookMember buyer : buyers) {
            if (buyer.member().number() == trade.getBuyer()) {
                buyer.traded(trade.getQuantityLots(), trade.getAmountFen());
                firstSales.putIfAbsent(buyer, new Sale(listed, trade, group));
            }
        }
    }
}
