package io.shuheng.core.clearing;

import static io.shuheng.core.clearing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HoldsTest {

    @Test
    void heldMoneyIsNoLongerAvailableAndNotYetPaid() {
        Books books = Books.with(100, 0);
        books.holds.place(books.cash(1), 60, Books.NEVER_NS);
        assertThat(books.available(1)).isEqualTo(40);
        assertThat(books.posted(books.cash(1))).isEqualTo(100);
        assertRefused(RefusalCode.INSUFFICIENT_FUNDS, () -> books.holds.place(books.cash(1), 41, Books.NEVER_NS));
    }

    @Test
    void aHoldIsCapturedInPartsAndItsRestReleased() {
        Books books = Books.with(100, 0);
        long hold = books.holds.place(books.cash(1), 60, Books.NEVER_NS);
        books.holds.capture(hold, List.of(pay(books, 20)));
        books.holds.capture(hold, List.of(pay(books, 15)));
        Hold resolved = books.holds.releaseRest(hold);
        assertThat(resolved.state()).isEqualTo(Hold.State.POSTED);
        assertThat(resolved.capturedFen()).isEqualTo(35);
        assertThat(resolved.releasedFen()).isEqualTo(25);
        assertThat(books.available(1)).isEqualTo(65);
        assertThat(books.available(2)).isEqualTo(35);
    }

    @Test
    void aHoldThatIsGivenBackWholeIsVoidAndOneUsedUpIsPosted() {
        Books books = Books.with(100, 0);
        long voided = books.holds.place(books.cash(1), 10, Books.NEVER_NS);
        long posted = books.holds.place(books.cash(1), 10, Books.NEVER_NS);
        assertThat(books.holds.releaseRest(voided).state()).isEqualTo(Hold.State.VOIDED);
        assertThat(books.holds.capture(posted, List.of(pay(books, 10))).state()).isEqualTo(Hold.State.POSTED);
        assertThat(books.holds.openCount()).isZero();
    }

    @Test
    void aResolvedHoldIsResolvedForEver() {
        Books books = Books.with(100, 0);
        long hold = books.holds.place(books.cash(1), 10, 5);
        books.holds.releaseRest(hold);
        byte[] before = books.state();
        assertRefused(RefusalCode.HOLD_RESOLVED, () -> books.holds.releaseRest(hold));
        assertRefused(RefusalCode.HOLD_RESOLVED, () -> books.holds.capture(hold, List.of(pay(books, 1))));
        assertRefused(RefusalCode.HOLD_RESOLVED, () -> books.holds.expire(hold, 5));
        assertRefused(RefusalCode.HOLD_RESOLVED, () -> books.holds.carve(hold, 1, 5));
        assertRefused(RefusalCode.UNKNOWN_REFERENCE, () -> books.holds.hold(hold + 1));
        assertThat(books.state()).isEqualTo(before);
    }

    @Test
    void aHoldExpiresNotBeforeItsTime() {
        Books books = Books.with(100, 0);
        long hold = books.holds.place(books.cash(1), 10, 1_000);
        books.holds.capture(hold, List.of(pay(books, 4)));
        assertRefused(RefusalCode.WRONG_STATE, () -> books.holds.expire(hold, 999));
        Hold expired = books.holds.expire(hold, 1_000);
        assertThat(expired.state()).isEqualTo(Hold.State.EXPIRED);
        assertThat(expired.capturedFen() + expired.releasedFen()).isEqualTo(10);
        assertThat(books.available(1)).isEqualTo(96);
    }

    @Test
    void aTradesPartOfAnOrdersHoldStaysHeldThroughout() {
        Books books = Books.with(100, 0);
        long order = books.holds.place(books.cash(1), 60, Books.NEVER_NS);
        books.accounts.freeze(books.cash(1), Long.MAX_VALUE);
        Hold trade = books.holds.hold(books.holds.carve(order, 25, 7));
        assertThat(trade.restFen()).isEqualTo(25);
        assertThat(trade.expiresAtNs()).isEqualTo(7);
        assertThat(books.holds.hold(order).restFen()).isEqualTo(35);
        assertThat(books.available(1)).isEqualTo(40);
    }

    @Test
    void refusesToCaptureMoreThanIsLeftOrFromAnotherAccount() {
        Books books = Books.with(100, 100);
        long hold = books.holds.place(books.cash(1), 10, Books.NEVER_NS);
        byte[] before = books.state();
        assertRefused(RefusalCode.HOLD_EXCEEDED, () -> books.holds.capture(hold, List.of(pay(books, 11))));
        assertRefused(RefusalCode.HOLD_EXCEEDED, () -> books.holds.release(hold, 11));
        assertRefused(RefusalCode.FIELD_INVALID, () -> books.holds.capture(hold, List.of()));
        assertRefused(
                RefusalCode.ENTRY_NOT_ALLOWED,
                () -> books.holds.capture(
                        hold, List.of(new Entry(books.cash(2), books.cash(1), 1, EntryReason.PROCEEDS))));
        assertRefused(
                RefusalCode.ENTRY_NOT_ALLOWED,
                () -> books.holds.capture(
                        hold, List.of(new Entry(books.cash(1), Accounts.CLEARING_HOUSE, 1, EntryReason.HOLD))));
        assertThat(books.state()).isEqualTo(before);
    }

    @Test
    void aFreezeInWholeStopsACaptureButNotARelease() {
        Books books = Books.with(100, 0);
        long hold = books.holds.place(books.cash(1), 10, Books.NEVER_NS);
        books.accounts.freeze(books.cash(1), Long.MAX_VALUE);
        assertRefused(RefusalCode.FUNDS_FROZEN, () -> books.holds.capture(hold, List.of(pay(books, 1))));
        books.holds.releaseRest(hold);
        assertThat(books.available(1)).isEqualTo(100);
    }

    /** One step on some hold: what is done, to which of the holds there ever were, and how much. */
    record Step(int action, int which, long amountFen) {}

    @Property(tries = 300)
    void everyHoldIsCapturedAndReleasedExactlyAndResolvedOnce(@ForAll("steps") List<Step> steps) {
        Books books = Books.with(500, 0);
        TreeMap<Long, BigInteger[]> model = new TreeMap<>();
        for (Step step : steps) {
            byte[] before = books.state();
            try {
                take(books, model, step);
            } catch (CommandRejected e) {
                assertThat(books.state()).isEqualTo(before);
            }
            assertHoldsFollow(books, model);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.longs().between(0, 120))
                .as(Step::new)
                .list()
                .ofMaxSize(50);
    }

    /** Model of a hold: amount, captured, released. A refused step throws before the model changes. */
    private static void take(Books books, Map<Long, BigInteger[]> model, Step step) {
        long number = step.which();
        BigInteger amount = BigInteger.valueOf(step.amountFen());
        switch (step.action()) {
            case 0 -> put(model, books.holds.hold(books.holds.place(books.cash(1), step.amountFen(), 100)), amount);
            case 1 -> {
                books.holds.capture(number, List.of(pay(books, step.amountFen())));
                model.get(number)[1] = model.get(number)[1].add(amount);
            }
            case 2 -> {
                books.holds.release(number, step.amountFen());
                model.get(number)[2] = model.get(number)[2].add(amount);
            }
            case 3 -> {
                Hold carved = books.holds.hold(books.holds.carve(number, step.amountFen(), 100));
                model.get(number)[2] = model.get(number)[2].add(amount);
                put(model, carved, amount);
            }
            case 4 -> {
                books.holds.releaseRest(number);
                BigInteger[] hold = model.get(number);
                hold[2] = hold[0].subtract(hold[1]);
            }
            default -> {
                books.holds.expire(number, step.amountFen());
                assertThat(step.amountFen()).isGreaterThanOrEqualTo(100);
                BigInteger[] hold = model.get(number);
                hold[2] = hold[0].subtract(hold[1]);
            }
        }
    }

    private static void put(Map<Long, BigInteger[]> model, Hold hold, BigInteger amount) {
        model.put(hold.number(), new BigInteger[] {amount, BigInteger.ZERO, BigInteger.ZERO});
    }

    private static void assertHoldsFollow(Books books, Map<Long, BigInteger[]> model) {
        BigInteger held = BigInteger.ZERO;
        BigInteger captured = BigInteger.ZERO;
        for (Map.Entry<Long, BigInteger[]> entry : model.entrySet()) {
            BigInteger[] expected = entry.getValue();
            BigInteger rest = expected[0].subtract(expected[1]).subtract(expected[2]);
            assertThat(rest.signum()).isNotNegative();
            if (rest.signum() == 0) {
                assertRefused(RefusalCode.HOLD_RESOLVED, () -> books.holds.hold(entry.getKey()));
            } else {
                Hold hold = books.holds.hold(entry.getKey());
                assertThat(BigInteger.valueOf(hold.restFen())).isEqualTo(rest);
                assertThat(hold.capturedFen() + hold.releasedFen() + hold.restFen())
                        .isEqualTo(hold.amountFen());
            }
            held = held.add(rest);
            captured = captured.add(expected[1]);
        }
        Account cash = books.accounts.account(books.cash(1));
        assertThat(BigInteger.valueOf(cash.pendingDebitsFen())).isEqualTo(held);
        assertThat(BigInteger.valueOf(cash.postedFen()))
                .isEqualTo(BigInteger.valueOf(500).subtract(captured));
        assertThat(cash.availableFen()).isNotNegative();
        assertThat(books.accounts.trialBalance().isBalanced()).isTrue();
    }

    private static Entry pay(Books books, long amountFen) {
        return new Entry(books.cash(1), books.cash(2), amountFen, EntryReason.PROCEEDS);
    }
}
