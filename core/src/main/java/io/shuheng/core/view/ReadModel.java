package io.shuheng.core.view;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.rules.RecordCatalogue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/*
 * Who waits for a sequence has a lock of its own: waiting for one's own command must not stand in the way of those who
 * ask, and who asks must not wait for those who wait.
 */
/**
 * The read model (查询): everything that may be asked of an exchange, built from durable records alone. Queries never
 * touch the engine, and each answer names the sequence it stands at, so a caller that has just sent a command waits for
 * it with {@link #awaitSequence} and then sees what came of it.
 *
 * <p>Each question is asked with a {@link Visibility}, which decides what the caller sees. Long answers come in pages.
 *
 * <p>{@code Exchange.view()} gives the model of an open exchange. On its own it is fed with the records of any ledger
 * from the first one on, as an auditor's program does. One thread feeds it; any number may ask. It keeps what it has
 * read in memory, in the order of a kilobyte for each trade that is settled.
 */
public final class ReadModel {

    private static final long NOTHING = -1;

    private final Stand stand = new Stand();
    private final MarketViews markets = new MarketViews(stand);
    private final OrderView orders = new OrderView(stand, markets.participants());
    private final TradeView trades = new TradeView(stand, markets.market());
    private final ContractView contracts = new ContractView(stand);
    private final DeliveryView deliveries = new DeliveryView(stand, contracts);
    private final EntitlementView entitlements = new EntitlementView(stand, contracts);
    private final BalanceView balances = new BalanceView(stand);
    private final DisputeView disputes = new DisputeView(stand, contracts);
    private final VoucherView vouchers = new VoucherView(stand);
    private final SessionView sessions = new SessionView(stand, markets.participants());
    private final NegotiationView negotiations = new NegotiationView(stand, markets.participants(), markets.market());
    private final QuoteView quotes = new QuoteView(stand, markets.participants());
    private final ResaleView resales = new ResaleView(stand, markets.market());
    private final GroupReader groups;

    private final ReentrantLock progress = new ReentrantLock();
    private final Condition advanced = progress.newCondition();
    private long sequence = NOTHING;
    private boolean ended;
    private @Nullable RuntimeException failure;

    /** Before the first record of a ledger under those rules. */
    public ReadModel(RecordCatalogue kinds) {
        this.groups = new GroupReader(kinds, this::apply);
    }

    /**
     * Takes the next record. It shows in answers once its group is complete.
     *
     * @param bytes holds the record, header first
     * @throws RecordFormatException where it is not the next record, or not what the format says; the model then stands
     *     still for good, see {@link #failure}
     * @throws IllegalStateException where it names what no record before it has brought; then no question is answered
     *     any more, for no answer would be whole
     */
    public void accept(byte[] bytes, int offset, int length) {
        try {
            groups.accept(bytes, offset, length);
        } catch (RuntimeException e) {
            stop(e);
            throw e;
        }
    }

    /** No more records will come: whoever waits is let go. What is known can still be asked for. */
    public void end() {
        stop(null);
    }

    /** Sequence of the last record that answers take into account; -1 before the first. */
    public long sequence() {
        progress.lock();
        try {
            return sequence;
        } finally {
            progress.unlock();
        }
    }

    /** Why the model stands still; null while it does not, and where its feed was ended in good order. */
    public @Nullable RuntimeException failure() {
        progress.lock();
        try {
            return failure;
        } finally {
            progress.unlock();
        }
    }

    /**
     * Waits until answers take the record with that sequence into account, as the outcome of a command names it. Blocks.
     *
     * @param timeoutNs how long to wait, nanoseconds
     * @return false where time ran out, or the feed ended before
     */
    public boolean awaitSequence(long wanted, long timeoutNs) throws InterruptedException {
        long leftNs = timeoutNs;
        progress.lockInterruptibly();
        try {
            while (sequence < wanted && !ended && leftNs > 0) {
                leftNs = advanced.awaitNanos(leftNs);
            }
            return sequence >= wanted;
        } finally {
            progress.unlock();
        }
    }

    /** Who takes part, and who acts for whom. */
    public ParticipantView participants() {
        return markets.participants();
    }

    /** Products. */
    public CatalogueView catalogue() {
        return markets.catalogue();
    }

    /** Boards, instruments, offers. */
    public MarketView market() {
        return markets.market();
    }

    /** Orders. */
    public OrderView orders() {
        return orders;
    }

    /** Depth and best prices of the continuous books. */
    public BookView book() {
        return markets.book();
    }

    /** Auctions of all modes. */
    public AuctionView auctions() {
        return markets.auctions();
    }

    /** Call auctions. */
    public CallAuctionView callAuctions() {
        return markets.callAuctions();
    }

    /** Sealed-bid auctions. */
    public SealedAuctionView sealedAuctions() {
        return markets.sealedAuctions();
    }

    /** Trades. */
    public TradeView trades() {
        return trades;
    }

    /** Contracts and their seals. */
    public ContractView contracts() {
        return contracts;
    }

    /** Deliveries. */
    public DeliveryView deliveries() {
        return deliveries;
    }

    /** Rights of use. */
    public EntitlementView entitlements() {
        return entitlements;
    }

    /** Accounts, holds, statements. */
    public BalanceView balances() {
        return balances;
    }

    /** Disputes. */
    public DisputeView disputes() {
        return disputes;
    }

    /** Vouchers. */
    public VoucherView vouchers() {
        return vouchers;
    }

    /** Sessions and their statements. */
    public SessionView sessions() {
        return sessions;
    }

    /** Negotiations. */
    public NegotiationView negotiations() {
        return negotiations;
    }

    /** Resales of licences. */
    public ResaleView resales() {
        return resales;
    }

    /** Trading days and sessions of boards. */
    public TradingHoursView tradingHours() {
        return markets.tradingHours();
    }

    /** English, reverse and Dutch auctions. */
    public OpenAuctionView openAuctions() {
        return markets.openAuctions();
    }

    /** Reverse auctions with sealed offers (密封求购). */
    public SealedReverseView sealedReverses() {
        return markets.sealedReverses();
    }

    /** Requests for quotes and quotes. */
    public QuoteView quotes() {
        return quotes;
    }

    private void apply(ViewGroup group) {
        stand.apply(
                () -> {
                    markets.observe(group);
                    orders.observe(group);
                    trades.observe(group);
                    contracts.observe(group);
                    deliveries.observe(group);
                    entitlements.observe(group);
                    balances.observe(group);
                    disputes.observe(group);
                    vouchers.observe(group);
                    sessions.observe(group);
                    negotiations.observe(group);
                    quotes.observe(group);
                    resales.observe(group);
                },
                group.lastSequence());
        progress.lock();
        try {
            sequence = group.lastSequence();
            advanced.signalAll();
        } finally {
            progress.unlock();
        }
    }

    private void stop(@Nullable RuntimeException cause) {
        progress.lock();
        try {
            ended = true;
            if (failure == null) {
                failure = cause;
            }
            advanced.signalAll();
        } finally {
            progress.unlock();
        }
    }
}
