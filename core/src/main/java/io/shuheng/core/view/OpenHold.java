package io.shuheng.core.view;

/** Money set aside and not yet resolved; changed by the feed alone. */
final class OpenHold {

    final HoldEntry placed;
    long restFen;

    OpenHold(HoldEntry placed) {
        this.placed = placed;
        this.restFen = placed.restFen();
    }

    HoldEntry toEntry() {
        return new HoldEntry(placed.number(), placed.account(), placed.sequence(), placed.amountFen(), restFen);
    }
}
