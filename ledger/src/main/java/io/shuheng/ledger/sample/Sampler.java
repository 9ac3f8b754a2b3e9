package io.shuheng.ledger.sample;

import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.core.trading.Trade;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.file.PruneFile;
import io.shuheng.ledger.inspect.Reading;
import io.shuheng.ledger.inspect.RecordStream;
import io.shuheng.ledger.sample.Sample.Drawn;
import io.shuheng.ledger.sample.Sample.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/*
 * The state at the cut of a pruned ledger has every trade that was made before, so whoever draws from it draws what he would
 * have drawn from the whole ledger.
 */
/**
 * Draws samples of a ledger's trades: two readings, memory that grows with the sample and not with the trades, but for the
 * state at the cut of a pruned ledger, which is held while it is read. The sample is the same whether records were taken out or
 * not. Thread-safe; blocks on the disk.
 */
public final class Sampler {

    /** Most trades of a sample. */
    public static final int MAX_WANTED = 1_000;

    /** Longest seed, in UTF-16 units. */
    public static final int MAX_SEED_LENGTH = 256;

    private final Path ledger;
    private final List<Path> archives;

    /** Of the ledger in that folder. */
    public Sampler(Path ledger) {
        this(ledger, List.of());
    }

    /** Of a pruned ledger and the archives of what was taken out. */
    public Sampler(Path ledger, List<Path> archives) {
        this.ledger = ledger;
        this.archives = List.copyOf(archives);
    }

    /** All trades: how many, what they come to, and how many of them were taken out. */
    private record Population(Sm3Hash ledgerId, long trades, long amountFen, long pruned) {}

    /** Sees every trade, in order; the sequence is {@link Drawn#NO_SEQUENCE} of one whose records were taken out. */
    @FunctionalInterface
    private interface TradeVisitor {
        void trade(long sequence, Trade trade);
    }

    /** Sums, and refuses what no ledger of this exchange can hold. */
    private static final class Totals implements TradeVisitor {
        private long trades;
        private long amountFen;
        private long pruned;

        @Override
        public void trade(long sequence, Trade trade) {
            trades++;
            pruned += sequence == Drawn.NO_SEQUENCE ? 1 : 0;
            if (trade.getAmountFen() < 0 || trade.getAmountFen() > Long.MAX_VALUE - amountFen) {
                throw new IllegalArgumentException("trade " + trade.getTrade() + ": amountFen " + trade.getAmountFen()
                        + ": not 0 or more, or more together than 63 bits hold");
            }
            amountFen += trade.getAmountFen();
        }
    }

    /**
     * Draws trades by number, every one alike and none twice; all of them where there are no more.
     *
     * @param wanted 1..{@link #MAX_WANTED}
     * @param seed not empty, at most {@link #MAX_SEED_LENGTH} UTF-16 units
     * @throws IllegalArgumentException where wanted or seed is out of range, or there is no trade
     * @throws LedgerException CORRUPT, NOT_A_LEDGER or IO_FAILURE
     */
    public Sample uniform(int wanted, String seed) {
        requireForm(wanted, seed);
        Population all = population();
        Draws draws = new Draws(all.ledgerId, seed);
        Set<Long> places = new LinkedHashSet<>();
        while (places.size() < Math.min(wanted, all.trades)) {
            places.add(1 + draws.below(all.trades));
        }
        Map<Long, Drawn> found = new TreeMap<>();
        long[] place = {0};
        read((sequence, trade) -> {
            place[0]++;
            if (places.contains(place[0])) {
                found.put(place[0], new Drawn(trade.getTrade(), sequence, trade.getAmountFen(), 1));
            }
        });
        List<Drawn> drawn = places.stream()
                .map(one -> Objects.requireNonNull(found.get(one)))
                .toList();
        return new Sample(
                Method.UNIFORM, all.ledgerId, seed, wanted, all.trades, all.amountFen, all.pruned, 0, 0, drawn);
    }

    /**
     * Draws trades by their money: of all fen, laid end to end in the order of trades, one in each interval.
     *
     * @throws IllegalArgumentException as {@link #uniform}; also where all trades come to fewer fen than are wanted
     * @throws LedgerException as {@link #uniform}
     */
    public Sample byAmount(int wanted, String seed) {
        requireForm(wanted, seed);
        Population all = population();
        long intervalFen = all.amountFen / wanted;
        if (intervalFen < 1) {
            throw new IllegalArgumentException(
                    "n " + wanted + ": all trades together come to " + all.amountFen + " fen, fewer than are wanted");
        }
        long startFen = 1 + new Draws(all.ledgerId, seed).below(intervalFen);
        List<Drawn> drawn = new ArrayList<>();
        long[] sumFen = {0};
        read((sequence, trade) -> {
            long before = hits(sumFen[0], startFen, intervalFen, wanted);
            sumFen[0] += trade.getAmountFen();
            long hits = hits(sumFen[0], startFen, intervalFen, wanted) - before;
            if (hits > 0) {
                drawn.add(new Drawn(trade.getTrade(), sequence, trade.getAmountFen(), hits));
            }
        });
        return new Sample(
                Method.AMOUNT,
                all.ledgerId,
                seed,
                wanted,
                all.trades,
                all.amountFen,
                all.pruned,
                intervalFen,
                startFen,
                drawn);
    }

    /** How many of the fen that are hit lie among the first so many. */
    private static long hits(long sumFen, long startFen, long intervalFen, int wanted) {
        return sumFen < startFen ? 0 : Math.min(wanted, 1 + (sumFen - startFen) / intervalFen);
    }

    private static void requireForm(int wanted, String seed) {
        if (wanted < 1 || wanted > MAX_WANTED) {
            throw new IllegalArgumentException("n " + wanted + ": not in 1.." + MAX_WANTED);
        }
        if (seed.isEmpty() || seed.length() > MAX_SEED_LENGTH) {
            throw new IllegalArgumentException("seed: 1.." + MAX_SEED_LENGTH + " UTF-16 units");
        }
    }

    private Population population() {
        Totals totals = new Totals();
        Sm3Hash ledgerId = read(totals);
        if (totals.trades == 0) {
            throw new IllegalArgumentException(ledger + " holds no trade");
        }
        return new Population(ledgerId, totals.trades, totals.amountFen, totals.pruned);
    }

    private Sm3Hash read(TradeVisitor visitor) {
        try (RecordStream records = RecordStream.open(ledger, archives)) {
            Sm3Hash ledgerId = Sm3Hash.ZERO;
            boolean begun = false;
            while (records.advance()) {
                if (records.record().value() instanceof Trade trade) {
                    if (!begun) {
                        before(records.pruned(), trade.getTrade(), visitor);
                        begun = true;
                    }
                    visitor.trade(records.record().sequence(), trade);
                } else if (records.record().sequence() == 0) {
                    ledgerId = Sm3Hash.of(records.genesis().getLedgerId().bytes());
                }
            }
            Reading reading = records.reading();
            if (reading.fault() != null) {
                throw new LedgerException(LedgerException.Code.CORRUPT, ledger + ": " + reading.fault());
            }
            if (!begun) {
                before(records.pruned(), Long.MAX_VALUE, visitor);
            }
            return ledgerId;
        } catch (IOException e) {
            throw new LedgerException(LedgerException.Code.IO_FAILURE, ledger + " cannot be read: " + e, e);
        } catch (RecordFormatException e) {
            throw new LedgerException(LedgerException.Code.CORRUPT, ledger + ": " + e.getMessage(), e);
        }
    }

    /** Those that were taken out: of the trades in the state at the cut the ones before the first whose record is here. */
    private void before(@Nullable PruneFile pruned, long first, TradeVisitor visitor) throws IOException {
        if (pruned != null) {
            pruned.replay(ledger, RulesVersions.current()).engine().trades(trade -> {
                if (trade.getTrade() < first) {
                    visitor.trade(Drawn.NO_SEQUENCE, trade);
                }
            });
        }
    }
}
