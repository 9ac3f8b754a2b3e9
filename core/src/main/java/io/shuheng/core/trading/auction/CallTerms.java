package io.shuheng.core.trading.auction;

/**
 * The terms of a call auction. Immutable.
 *
 * @param tiePolicy which of equally good prices is taken
 * @param opensNs first sequenced time at which it takes orders
 * @param acceptOnlyNs first at which it lets none go any more
 * @param closesNs sequenced time at which it closes
 * @param after what becomes of orders that it leaves
 */
public record CallTerms(TiePolicy tiePolicy, long opensNs, long acceptOnlyNs, long closesNs, AfterAuction after) {

    /** Those that an officer's command names. */
    public static CallTerms of(ScheduleCallAuction command) {
        return new CallTerms(
                command.getTiePolicy(),
                command.getOpensNs(),
                command.getAcceptOnlyNs(),
                command.getClosesNs(),
                command.getAfter());
    }
}
