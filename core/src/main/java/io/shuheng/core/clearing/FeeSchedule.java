package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.record.StateSink;
import java.util.List;

/**
 * A board's fee schedule (收费标准): lines that apply beside one another, and the tax on fees. Immutable, any thread.
 */
public final class FeeSchedule {

    /** Most lines of a schedule. */
    public static final int MAX_LINES = 64;

    /** A schedule without fees. */
    public static final FeeSchedule NONE = new FeeSchedule(List.of(), Tax.NONE);

    private final List<FeeLine> lines;
    private final Tax tax;

    /**
     * A schedule.
     *
     * @throws CommandRejected FIELD_INVALID where there are more than 64 lines
     */
    public FeeSchedule(List<FeeLine> lines, Tax tax) {
        if (lines.size() > MAX_LINES) {
            throw CommandRejected.because(RefusalCode.FIELD_INVALID, "lines", lines.size());
        }
        this.lines = List.copyOf(lines);
        this.tax = tax;
    }

    /**
     * The schedule that terms of a command describe.
     *
     * @throws CommandRejected FIELD_INVALID naming the field
     */
    public static FeeSchedule of(FeeScheduleTerms terms) {
        return new FeeSchedule(
                terms.getLines().stream().map(FeeLine::of).toList(), new Tax(terms.getTaxRateBp(), terms.getTaxMode()));
    }

    /** The lines in their order. */
    public List<FeeLine> lines() {
        return lines;
    }

    /** The tax on fees; INCLUSIVE where the fees below contain it. */
    public Tax tax() {
        return tax;
    }

    /**
     * What a side pays for one trade: the sum of its lines in force at the trade's sequenced time, before
     * {@link #tax()} is applied.
     *
     * @throws CommandRejected OVERFLOW, or FIELD_INVALID where an amount is negative
     */
    public long feeFen(FeePayer payer, long notionalFen, long quantityLots, long timeNs) {
        long sumFen = 0;
        for (int i = 0; i < lines.size(); i++) {
            FeeLine line = lines.get(i);
            if (line.payer() == payer && line.appliesAt(timeNs)) {
                sumFen = Money.add(sumFen, line.feeFen(notionalFen, quantityLots));
            }
        }
        return sumFen;
    }

    /** Writes the schedule for the state's hash. */
    public void writeState(StateSink sink) {
        sink.number(lines.size());
        for (FeeLine line : lines) {
            sink.text(line.payer().name());
            sink.text(line.basis().name());
            sink.text(line.tierKind().name());
            sink.number(line.tiers().size());
            for (FeeTier tier : line.tiers()) {
                sink.number(tier.fromUnits());
                sink.number(tier.rate());
            }
            sink.number(line.minimumFen());
            sink.number(line.maximumFen());
            sink.number(line.effectiveFromNs());
            sink.number(line.effectiveToNs());
            sink.text(line.rounding().name());
        }
        sink.number(tax.rateBp());
        sink.text(tax.mode().name());
    }
}
