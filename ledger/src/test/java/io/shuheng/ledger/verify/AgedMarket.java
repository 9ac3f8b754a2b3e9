package io.shuheng.ledger.verify;

import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.prune.LedgerPruning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A ledger of a {@link SmallMarket} that sold licences on two days and then recalled the product, of which the first day is taken
 * out thirty years later: of the contracts 1 and 2, which their buyer rescinded, little is left but what the state knows, 3 rests on
 * an offer that was taken out, 4 on nothing such.
 */
public final class AgedMarket {

    private static final int FIRST_OFFICERS_KEY = 8;
    private static final long HALF_HOUR_NS = 1_800_000_000_000L;
    private static final long YEARS_31_NS = 31 * 366 * SmallExchange.DAY_NS;

    private final LedgerCopy whole;
    private final LedgerCopy pruned;
    private final LedgerCopy archive;

    private AgedMarket(Path folder) throws IOException {
        Path ledger = folder.resolve("ledger");
        try (SmallExchange exchange = SmallExchange.found(ledger, TestKeys.MEMBERS_AUTHORITY.certificate())) {
            SmallMarket market = new SmallMarket(exchange);
            ComplianceOffice office = new ComplianceOffice(exchange, FIRST_OFFICERS_KEY);
            market.trade(3);
            market.trade(4);
            market.askForSeal();
            market.seal(1, 2, market.root(1, 2), TestKeys.OPERATOR);
            exchange.checkpoint();
            exchange.later(SmallExchange.DAY_NS - HALF_HOUR_NS * 2);
            exchange.reopen(ledger);
            AgedLedger.Cut cut = AgedLedger.Cut.of(exchange.records(), exchange.recordDigest(UnaryOperator.identity()));
            market.trade(1);
            market.askForSeal();
            market.seal(3, 3, market.root(3, 3), TestKeys.OPERATOR);
            market.offer();
            market.trade(5);
            market.askForSeal();
            market.seal(4, 4, market.root(4, 4), TestKeys.OPERATOR);
            exchange.checkpoint();
            office.recall(1);
            market.rescind(1);
            market.rescind(2);
            exchange.later(YEARS_31_NS);
            office.allow(cut);
            exchange.checkpoint();
        }
        whole = new LedgerCopy(ledger).withoutZeros();
        LedgerPruning.prune(ledger, folder.resolve("archive"));
        pruned = new LedgerCopy(ledger).withoutZeros();
        archive = new LedgerCopy(folder.resolve("archive"));
    }

    /** Lives through it. */
    public static AgedMarket live() throws IOException {
        Path folder = Files.createTempDirectory("aged-market-");
        try {
            return new AgedMarket(folder);
        } finally {
            LedgerCopy.remove(folder);
        }
    }

    /** Before it was pruned. */
    public Path whole(Path into) throws IOException {
        return whole.writeTo(into);
    }

    /** Pruned. */
    public Path pruned(Path into) throws IOException {
        return pruned.writeTo(into);
    }

    /** What was taken out. */
    public Path archive(Path into) throws IOException {
        return archive.writeTo(into);
    }
}
