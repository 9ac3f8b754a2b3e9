package io.shuheng.core.engine;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.OrderType;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.core.trading.TimeInForce;

/** Which terms of an order for a book go together. */
final class BookOrderForm {

    private static final long MAX_BUDGET_FEN = 1_000_000_000_000_000_000L;

    private BookOrderForm() {}

    /**
     * Requires terms that mean something together.
     *
     * @param timeNs sequenced time
     * @throws CommandRejected ORDER_FORM, FIELD_INVALID
     */
    static void require(PlaceOrder command, long timeNs) {
        TimeInForce timeInForce = command.getTimeInForce();
        OrderType type = command.getOrderType();
        boolean rests = timeInForce == TimeInForce.GTC || timeInForce == TimeInForce.GTD;
        boolean postOnly = type == OrderType.POST_ONLY;
        if ((postOnly && !rests) || (type == OrderType.MARKET_TO_LIMIT && timeInForce == TimeInForce.FOK)) {
            throw CommandRejected.because(RefusalCode.ORDER_FORM, "timeInForce", Fields.place(timeInForce));
        }
        boolean whole = timeInForce == TimeInForce.FOK;
        Fields.requireRange(
                "minimumLots", command.getMinimumLots(), 0, whole || postOnly ? 0 : command.getQuantityLots());
        Fields.requireRange("budgetFen", command.getBudgetFen(), 0, whole ? MAX_BUDGET_FEN : 0);
        if (timeInForce == TimeInForce.GTD) {
            Fields.requireRange("expiresNs", command.getExpiresNs(), timeNs + 1, Long.MAX_VALUE - 1);
        } else {
            Fields.requireRange("expiresNs", command.getExpiresNs(), 0, 0);
        }
        boolean mayReplace = rests && type != OrderType.MARKET_TO_LIMIT && command.getMinimumLots() == 0;
        Fields.requireRange("replaces", command.getReplaces(), 0, mayReplace ? Long.MAX_VALUE : 0);
    }
}
