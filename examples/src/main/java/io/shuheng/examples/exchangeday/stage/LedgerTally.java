package io.shuheng.examples.exchangeday.stage;

import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.Event;
import io.shuheng.core.record.EventKind;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.Trade;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Figures of the day, counted from the ledger's records. Fed on a subscription's thread, read on another. */
public final class LedgerTally {

    private final RecordCatalogue catalogue = RulesVersions.current();
    private final Map<Link, Long> byLink = new EnumMap<>(Link.class);
    private final Map<AuthenticationKind, Long> byAuthentication = new EnumMap<>(AuthenticationKind.class);
    private final Map<AuthenticationKind, Long> orders = new EnumMap<>(AuthenticationKind.class);
    private final Map<Long, String> proposed = new HashMap<>();
    private final List<OfficersAct> acts = new ArrayList<>();
    private long records;
    private long trades;
    private long sealedContracts;
    private long notionalFen;
    private long feesFen;

    /**
     * An act that two officers have carried out.
     *
     * @param act name of the command
     * @param proposed sequence of the first officer's command
     * @param endorsed sequence of the second officer's, with which it took effect
     */
    public record OfficersAct(String act, long proposed, long endorsed) {}

    /**
     * The figures at one moment.
     *
     * @param records in all
     * @param byLink records of each link
     * @param byAuthentication commands by the way their sender is known
     * @param orders orders by the way their sender is known: SIGNED one by one, or ATTESTED by statements
     * @param trades trades
     * @param sealedContracts contracts under a seal
     * @param notionalFen sum of the trades' prices, fen
     * @param feesFen fees of settled trades with their tax, fen
     * @param acts what two officers have done
     */
    public record Figures(
            long records,
            Map<Link, Long> byLink,
            Map<AuthenticationKind, Long> byAuthentication,
            Map<AuthenticationKind, Long> orders,
            long trades,
            long sealedContracts,
            long notionalFen,
            long feesFen,
            List<OfficersAct> acts) {}

    /** Counts a group. */
    synchronized void count(Group group) {
        count(group.kind());
        if (group.has(EventKind.CONTRACTS_SEALED)) {
            Event sealed = group.event(EventKind.CONTRACTS_SEALED);
            sealedContracts += sealed.getB() - sealed.getA() + 1;
        }
        note(group);
        AuthenticationKind authentication =
                AuthenticationKind.of(group.body().authentication().getKind());
        byAuthentication.merge(authentication, 1L, Math::addExact);
        if (group.kind().javaClass() == PlaceOrder.class) {
            orders.merge(authentication, 1L, Math::addExact);
        }
        group.results().forEach(this::count);
    }

    /** Such an act stands in the first officer's record, and takes effect with the second's. */
    private void note(Group group) {
        if (group.has(EventKind.ACT_PROPOSED)) {
            proposed.put(group.sequence(), group.kind().schema().getName());
        } else if (group.has(EventKind.ACT_ENDORSED)) {
            long act = group.event(EventKind.ACT_ENDORSED).getA();
            acts.add(new OfficersAct(proposed.getOrDefault(act, ""), act, group.sequence()));
        }
    }

    private void count(SpecificRecord result) {
        count(catalogue.kindOf(result.getClass()));
        if (result instanceof Trade trade) {
            trades++;
            notionalFen = Math.addExact(notionalFen, trade.getAmountFen());
        } else if (result instanceof Settlement settlement) {
            feesFen = Math.addExact(feesFen, fees(settlement));
        }
    }

    private void count(RecordKind kind) {
        records++;
        byLink.merge(Link.of(kind), 1L, Math::addExact);
    }

    private static long fees(Settlement settlement) {
        return settlement.getBuyerFeeFen()
                + settlement.getBuyerFeeTaxFen()
                + settlement.getSellerFeeFen()
                + settlement.getSellerFeeTaxFen();
    }

    /** The figures now. */
    public synchronized Figures figures() {
        return new Figures(
                records,
                new EnumMap<>(byLink),
                new EnumMap<>(byAuthentication),
                new EnumMap<>(orders),
                trades,
                sealedContracts,
                notionalFen,
                feesFen,
                List.copyOf(acts));
    }
}
