package io.shuheng.ledger.report;

import io.shuheng.core.clearing.Settlement;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.ledger.LedgerException;
import io.shuheng.core.trading.Trade;
import io.shuheng.ledger.file.FaultRule;
import io.shuheng.ledger.inspect.InspectedRecord;
import io.shuheng.ledger.inspect.Reading;
import io.shuheng.ledger.inspect.RecordStream;
import io.shuheng.ledger.verify.Finding;
import io.shuheng.ledger.verify.Report;
import io.shuheng.ledger.verify.VerifierRule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * A ledger with a fault is read as far as it can be: whoever looks for the fault wants to see what stands there. But none of it is
 * verified, and what stands at the fault and behind it is marked besides.
 */
/** What one more reading of a verified ledger's records adds up. For one thread; bounded memory whatever the records say. */
final class LedgerFigures {

    /** Faults that lie somewhere before their place: a root that the records do not give, a stranger's ledger. */
    private static final Set<String> BEFORE = Set.of(
            FaultRule.ROOT.name(),
            VerifierRule.ANCHOR.name(),
            VerifierRule.SIDE_CHECKPOINT.name(),
            VerifierRule.OPERATOR.name());

    private final long unverifiedFrom;
    private final long end;
    private final @Nullable TradeGrounds grounds;
    private final ProductFigures products = new ProductFigures();
    private final MemberFigures members = new MemberFigures();
    private final OfficerActs acts = new OfficerActs();
    private final BoardModes boards = new BoardModes();
    private final FenSum notional = new FenSum();
    private Course course = new Course(ZoneOffset.UTC);
    private ZoneOffset offset = ZoneOffset.UTC;
    private long next;
    private long records;
    private long commands;
    private long refused;
    private long trades;
    private long settled;
    private long unverified;
    private long firstNs;
    private long lastNs;
    private Reading reading = new Reading(Reading.End.EMPTY, 0, 0, null);

    private LedgerFigures(Report verified, boolean article33) {
        Finding fault = verified.fault();
        unverifiedFrom = fault == null ? Long.MAX_VALUE : BEFORE.contains(fault.rule()) ? 0 : fault.sequence();
        // A ledger in use has grown meanwhile: what was not verified is not counted.
        end = fault == null ? verified.files().records() : Long.MAX_VALUE;
        grounds = article33 ? new TradeGrounds() : null;
    }

    /**
     * Reads the records that a verification has read; where it has found a fault, all that can be read.
     *
     * @param article33 whether each trade's grounds are wanted
     * @throws LedgerException NOT_A_LEDGER or IO_FAILURE
     */
    static LedgerFigures of(Path ledger, Report verified, boolean article33) {
        LedgerFigures figures = new LedgerFigures(verified, article33);
        try (RecordStream records = RecordStream.open(ledger)) {
            while (figures.next < figures.end && records.advance()) {
                if (figures.records == 0) {
                    figures.begin(records.genesis(), records.record());
                }
                figures.observe(records.record());
            }
            figures.reading = records.reading();
            return figures;
        } catch (IOException e) {
            throw new LedgerException(LedgerException.Code.IO_FAILURE, ledger + " cannot be read: " + e, e);
        }
    }

    private void begin(Genesis genesis, InspectedRecord first) {
        try {
            offset = ZoneOffset.ofTotalSeconds(Math.multiplyExact(genesis.getTimeOffsetMinutes(), 60));
        } catch (DateTimeException | ArithmeticException e) {
            offset = ZoneOffset.UTC;
        }
        course = new Course(offset);
        firstNs = first.timeNs();
    }

    private void observe(InspectedRecord record) {
        boolean isRefused = record.refusal().isPresent();
        boolean isUnverified = record.sequence() >= unverifiedFrom;
        next = record.sequence() + 1;
        records++;
        lastNs = record.timeNs();
        commands += record.kind().isCommand() ? 1 : 0;
        refused += isRefused ? 1 : 0;
        unverified += isUnverified ? 1 : 0;
        course.record(record.timeNs(), isRefused, isUnverified);
        if (record.value() instanceof Trade trade) {
            trades++;
            notional.add(trade.getAmountFen());
            course.trade(record.timeNs(), trade.getAmountFen());
        }
        settled += record.value() instanceof Settlement ? 1 : 0;
        products.observe(record);
        members.observe(record);
        boards.observe(record, acts.observe(record));
        if (grounds != null) {
            grounds.observe(record);
        }
    }

    /** Whether what the record of that sequence says stands at a fault or behind it. */
    boolean isUnverified(long sequence) {
        return sequence >= unverifiedFrom;
    }

    ZoneOffset offset() {
        return offset;
    }

    Course course() {
        return course;
    }

    ProductFigures products() {
        return products;
    }

    MemberFigures members() {
        return members;
    }

    OfficerActs acts() {
        return acts;
    }

    BoardModes boards() {
        return boards;
    }

    /** Where they were asked for. */
    Optional<TradeGrounds> grounds() {
        return Optional.ofNullable(grounds);
    }

    /** Sum of all trades' amounts, without fees. */
    FenSum notional() {
        return notional;
    }

    long records() {
        return records;
    }

    long commands() {
        return commands;
    }

    long refused() {
        return refused;
    }

    long trades() {
        return trades;
    }

    long settled() {
        return settled;
    }

    /** Records at the place of a fault and behind it. */
    long unverified() {
        return unverified;
    }

    /** Sequenced time of the first record, nanoseconds since 1970; 0 where there is none. */
    long firstNs() {
        return firstNs;
    }

    /** Likewise of the last. */
    long lastNs() {
        return lastNs;
    }

    /** How reading ended. */
    Reading reading() {
        return reading;
    }
}
