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
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Figures of the day, counted from the ledger's records. Fed on a subscription's thread, read on another. */
public final class LedgerTally {

    private final RecordCatalogue catalogue = RulesVersions.current();
    private final Map<Link, Long> byLink = new EnumMap<>(Link.class);
    private final Map<AuthenticationKind, Long> byAuthentication = new EnumMap<>(AuthenticationKind.class);
    private final Map<AuthenticationKind, Long> orders = new EnumMap<>(AuthenticationKind.class);
    private long records;
    private long trades;
    private long sealedContracts;
    private long notionalFen;
    private long feesFen;

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
     */
    public record Figures(
            long records,
            Map<Link, Long> byLink,
            Map<AuthenticationKind, Long> byAuthentication,
            Map<AuthenticationKind, Long> orders,
            long trades,
            long sealedContracts,
            long notionalFen,
            long feesFen) {}

    /** Counts a group. */
    synchronized void count(Group group) {
        count(group.kind());
        if (group.has(EventKind.CONTRACTS_SEALED)) {
            Event sealed = group.event(EventKind.CONTRACTS_SEALED);
            sealedContracts += sealed.getB() - sealed.getA() + 1;
        }
        AuthenticationKind authentication =
                AuthenticationKind.of(group.body().authentication().getKind());
        byAuthentication.merge(authentication, 1L, Math::addExact);
        if (group.kind().javaClass() == PlaceOrder.class) {
            orders.merge(authentication, 1L, Math::addExact);
        }
        group.results().forEach(this::count);
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
                feesFen);
    }
}
