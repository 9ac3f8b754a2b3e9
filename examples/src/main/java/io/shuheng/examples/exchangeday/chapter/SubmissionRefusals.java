package io.shuheng.examples.exchangeday.chapter;

import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.runtime.Outcome;
import io.shuheng.core.trading.PlaceOrder;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.examples.exchangeday.rehearsal.KeyFolder;
import io.shuheng.examples.exchangeday.stage.Ids;
import io.shuheng.examples.exchangeday.stage.Party;
import io.shuheng.examples.exchangeday.stage.Refusals;
import io.shuheng.examples.exchangeday.stage.Setting;
import io.shuheng.examples.exchangeday.stage.StoryBrokenException;
import io.shuheng.examples.exchangeday.work.ListedProduct;
import io.shuheng.examples.exchangeday.work.Purchase;
import java.time.Duration;

/**
 * Submissions that the exchange must not take for what they claim to be: changed, sent again, meant for another ledger,
 * too late, too large, by nobody. Blocks.
 */
final class SubmissionRefusals {

    private static final int MEGABYTE = 1 << 20;
    private static final long LONG_NS = Duration.ofDays(1).toNanos();
    private static final int LOWEST_BIT_OF_LAST_FIELD = 2;

    private final Setting setting;
    private final Founded founded;
    private final Party buyer;
    private final ListedProduct listed;
    private final Refusals refusals;

    /**
     * Over an order that would be fine.
     *
     * @param buyer who sends it
     * @param listed for what
     */
    SubmissionRefusals(Setting setting, Founded founded, Party buyer, ListedProduct listed) {
        this.setting = setting;
        this.founded = founded;
        this.buyer = buyer;
        this.listed = listed;
        this.refusals = founded.floor().refusals();
    }

    void provoke() {
        changed();
        otherLedger();
        sentAgain();
        outOfTime();
        refuse("attempt.garbage", RefusalCode.MALFORMED, buyer, new byte[] {1, 2, 3});
        refuse("attempt.megabyte", RefusalCode.TOO_LARGE, buyer, new byte[MEGABYTE]);
        stranger();
    }

    /** The declared scenario is the last field: one bit, and it is another one. */
    private void changed() {
        byte[] bytes = buyer.sign(buyer.build(this::order));
        bytes[bytes.length - 1] ^= LOWEST_BIT_OF_LAST_FIELD;
        refuse("attempt.changed", RefusalCode.BAD_SIGNATURE, buyer, bytes);
    }

    private void otherLedger() {
        byte[] bytes = buyer.signFor(setting.seed().hash("another ledger"), buyer.build(this::order));
        refuse("attempt.otherLedger", RefusalCode.BAD_SIGNATURE, buyer, bytes);
    }

    /** The same bytes get the first answer again; the same number over other bytes is a conflict. */
    private void sentAgain() {
        PlaceOrder refusedFirst = (PlaceOrder) buyer.build(ids -> order(ids, 0));
        byte[] bytes = buyer.sign(refusedFirst);
        Outcome first = buyer.submit(bytes);
        Outcome again = buyer.submit(bytes);
        if (!again.repeated() || again.sequence() != first.sequence() || again.code() != first.code()) {
            throw new StoryBrokenException("the same bytes again: " + again.message() + ", not the first answer");
        }
        refusals.note("attempt.again", again);
        Ids same = new Ids(refusedFirst.getClientId(), refusedFirst.getNotAfterNs());
        PlaceOrder other = order(same, 2);
        refuse("attempt.conflict", RefusalCode.CONFLICT, buyer, buyer.sign(other));
    }

    private void outOfTime() {
        long nowNs = setting.clock().nowNs();
        refuse("attempt.late", RefusalCode.EXPIRED, buyer, signedUntil(nowNs - 1));
        refuse("attempt.tooFar", RefusalCode.NOT_AFTER_TOO_FAR, buyer, signedUntil(nowNs + LONG_NS));
    }

    private byte[] signedUntil(long notAfterNs) {
        return buyer.sign(buyer.build(
                ids -> Purchase.order(ids, listed).setNotAfterNs(notAfterNs).build()));
    }

    /** Somebody with a certificate of the right authority who is no member. */
    private void stranger() {
        KeyFolder keys = KeyFolder.make(
                setting.folder().member("stranger"),
                "stranger",
                DistinguishedName.ofCountry("CN")
                        .organization("过路人有限公司")
                        .commonName("Passer-by Ltd")
                        .build(),
                founded.authority(),
                setting.seed());
        Party stranger = founded.floor().party("stranger", keys);
        refuse("attempt.stranger", RefusalCode.UNKNOWN_KEY, stranger, stranger.sign(stranger.build(this::order)));
    }

    private PlaceOrder order(Ids ids) {
        return order(ids, 1);
    }

    private PlaceOrder order(Ids ids, long quantityLots) {
        return Purchase.order(ids, listed).setQuantityLots(quantityLots).build();
    }

    private void refuse(String attempt, RefusalCode expected, Party sender, byte[] submission) {
        Outcome outcome = sender.submit(submission);
        if (outcome.code() != expected) {
            throw new StoryBrokenException(attempt + ": " + outcome.message() + ", where it must be " + expected);
        }
        refusals.note(attempt, outcome);
    }
}
