package io.shuheng.ledger.verify;

import io.shuheng.core.contract.amendment.AmendmentChange;
import io.shuheng.core.contract.amendment.AmendmentTerms;
import io.shuheng.core.listing.BilingualText;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.crypto.Signer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A ledger with two matched contracts, sealed together: the first amended by a clause and then ended by agreement, the second
 * amended once; with what a holder of a proof trusts.
 */
public final class AmendedLedger extends TrustedLedger {

    /** Number of the contract that is amended and ended. */
    public static final long ENDED = 1;

    /** Number of the contract that is amended and goes on. */
    public static final long AMENDED = 2;

    private static final long HELD_FEN = 600;

    private AmendedLedger(Path parent, Consumer<AmendmentTerms> lie, Signer countersigner) throws IOException {
        super(parent);
        try (SmallExchange exchange = SmallExchange.found(ledger(), TestKeys.MEMBERS_AUTHORITY.certificate())) {
            SmallMarket market = new SmallMarket(exchange);
            market.trade(3);
            market.trade(5);
            market.askForSeal();
            market.seal(1, 2, market.root(1, 2), TestKeys.OPERATOR);
            amend(exchange, ENDED, clause(), lie, countersigner);
            amend(exchange, AMENDED, clause(), terms -> {}, TestKeys.OPERATOR);
            amend(
                    exchange,
                    ENDED,
                    new AmendmentChange(0, 0L, HELD_FEN, true, List.of()),
                    terms -> {},
                    TestKeys.OPERATOR);
            market.trade(1);
        }
    }

    private static void amend(
            SmallExchange exchange,
            long contract,
            AmendmentChange change,
            Consumer<AmendmentTerms> lie,
            Signer countersigner) {
        SmallAmendment amendment = new SmallAmendment(exchange, contract, change);
        AmendmentTerms terms = AvroBytes.decode(AmendmentTerms.class, AvroBytes.encode(amendment.derived()));
        lie.accept(terms);
        amendment.sign(terms);
        amendment.countersign(terms, countersigner);
    }

    private static AmendmentChange clause() {
        return new AmendmentChange(
                0, 0L, 0L, false, List.of(new BilingualText("甲方每季度更新一次数据", "Party A updates the Data each quarter")));
    }

    /** Writes it. */
    public static AmendedLedger under(Path parent) throws IOException {
        return new AmendedLedger(parent, terms -> {}, TestKeys.OPERATOR);
    }

    /** Writes one whose first amendment the operator has altered before all three signed it. */
    public static AmendedLedger lying(Path parent, Consumer<AmendmentTerms> lie) throws IOException {
        return new AmendedLedger(parent, lie, TestKeys.OPERATOR);
    }

    /** Writes one whose first amendment somebody else has countersigned. */
    public static AmendedLedger countersignedByAnother(Path parent) throws IOException {
        return new AmendedLedger(parent, terms -> {}, TestKeys.WITNESS);
    }
}
