package io.shuheng.core.clearing;

import static io.shuheng.core.clearing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.clearing.RevenueSplit.Share;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.core.record.CanonicalAvro;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SettlementPlanTest {

    private static final RevenueSplit PROVIDER_AND_BROKER =
            new RevenueSplit(List.of(new Share(2, 8_500), new Share(3, 1_500)));

    @Test
    void theBuyerPaysPriceTaxFeesAndSharesInOneLinkedStep() {
        Books books = Books.with(200_000, 0, 0);
        SettlementPlan plan = SettlementPlan.of(
                terms(100_000, new Tax(600, TaxMode.EXCLUSIVE), 1_000, 2_000, new Tax(600, TaxMode.EXCLUSIVE)),
                books.accounts);
        assertThat(plan.buyerPaysFen()).isEqualTo(106_000 + 1_060);
        int buyer = books.cash(1);
        assertThat(plan.entries())
                .containsExactly(
                        new Entry(buyer, books.cash(2), 83_198, EntryReason.PROCEEDS),
                        new Entry(buyer, books.cash(3), 14_682, EntryReason.PROCEEDS),
                        new Entry(buyer, books.cash(2), 6_000, EntryReason.PRICE_TAX),
                        new Entry(buyer, Accounts.FEE_INCOME, 1_000, EntryReason.BUYER_FEE),
                        new Entry(buyer, Accounts.TAX_PAYABLE, 60, EntryReason.BUYER_FEE_TAX),
                        new Entry(buyer, Accounts.FEE_INCOME, 2_000, EntryReason.SELLER_FEE),
                        new Entry(buyer, Accounts.TAX_PAYABLE, 120, EntryReason.SELLER_FEE_TAX));
    }

    @Test
    void aFreeTradeWithoutFeesHasNoEntries() {
        Books books = Books.with(0, 0, 0);
        SettlementPlan plan = SettlementPlan.of(terms(0, Tax.NONE, 0, 0, Tax.NONE), books.accounts);
        assertThat(plan.entries()).isEmpty();
        assertThat(plan.buyerPaysFen()).isZero();
    }

    @Test
    void refusesAFeeAboveTheProceedsAndPartiesWithoutAnAccount() {
        Books books = Books.with(0, 0, 0);
        assertRefused(
                RefusalCode.FEE_EXCEEDS_PROCEEDS,
                () -> SettlementPlan.of(terms(100, Tax.NONE, 0, 101, Tax.NONE), books.accounts));
        assertRefused(
                RefusalCode.UNKNOWN_REFERENCE,
                () -> SettlementPlan.of(terms(100, Tax.NONE, 0, 0, Tax.NONE), Books.with(0, 0).accounts));
        assertRefused(
                RefusalCode.OVERFLOW,
                () -> SettlementPlan.of(terms(Long.MAX_VALUE, Tax.NONE, 1, 0, Tax.NONE), books.accounts));
    }

    @Property
    void everyPlanSumsToTheFen(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000_000L) long notionalFen,
            @ForAll @IntRange(min = 0, max = 10_000) int priceTaxBp,
            @ForAll TaxMode priceTaxMode,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long buyerFeeFen,
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long sellerFeeFen,
            @ForAll @IntRange(min = 0, max = 10_000) int feeTaxBp,
            @ForAll TaxMode feeTaxMode) {
        Books books = Books.with(0, 0, 0);
        SettlementPlan plan;
        try {
            plan = SettlementPlan.of(
                    terms(
                            notionalFen,
                            new Tax(priceTaxBp, priceTaxMode),
                            buyerFeeFen,
                            sellerFeeFen,
                            new Tax(feeTaxBp, feeTaxMode)),
                    books.accounts);
        } catch (CommandRejected e) {
            assertThat(e.code()).isEqualTo(RefusalCode.FEE_EXCEEDS_PROCEEDS);
            return;
        }
        BigInteger toSellers = sum(plan, EntryReason.PROCEEDS, EntryReason.PRICE_TAX);
        BigInteger sellerFees = sum(plan, EntryReason.SELLER_FEE, EntryReason.SELLER_FEE_TAX);
        BigInteger buyerFees = sum(plan, EntryReason.BUYER_FEE, EntryReason.BUYER_FEE_TAX);
        assertThat(toSellers.add(sellerFees))
                .isEqualTo(BigInteger.valueOf(plan.price().grossFen()));
        assertThat(buyerFees).isEqualTo(BigInteger.valueOf(plan.buyerFee().grossFen()));
        assertThat(toSellers.add(sellerFees).add(buyerFees)).isEqualTo(BigInteger.valueOf(plan.buyerPaysFen()));
        assertThat(
                        priceTaxMode == TaxMode.INCLUSIVE
                                ? plan.price().grossFen()
                                : plan.price().netFen())
                .isEqualTo(notionalFen);
        assertThat(plan.entries())
                .allMatch(entry -> entry.debitAccount() == plan.buyerAccount() && entry.amountFen() > 0);
    }

    @Test
    void theRecordSaysWhatWasPosted() {
        Books books = Books.with(200_000, 0, 0);
        SettlementPlan plan = SettlementPlan.of(terms(100_000, Tax.NONE, 1_000, 0, Tax.NONE), books.accounts);
        Settlement settlement = plan.toRecord(7, plan.entries());
        assertThat(settlement.getHold()).isEqualTo(7);
        assertThat(settlement.getBuyerPaysFen()).isEqualTo(101_000);
        assertThat(settlement.getShares()).hasSize(2);
        assertThat(settlement.getEntries().stream()
                        .mapToLong(SettlementEntry::getAmountFen)
                        .sum())
                .isEqualTo(101_000);
        byte[] bytes = AvroBytes.encode(settlement);
        CanonicalAvro.of(Settlement.getClassSchema()).require(bytes, 0, bytes.length);
    }

    @Test
    void aRulingPaysOutOfTheDisputedMoneyAndReturnsTheRest() {
        Books books = Books.with(200_000, 0, 0);
        SettlementTerms whole = terms(100_000, Tax.NONE, 0, 0, Tax.NONE);
        SettlementPlan half = SettlementPlan.of(whole.awarding(5_000), books.accounts);
        assertThat(half.entriesOutOfDispute(100_000))
                .containsExactly(
                        new Entry(Accounts.DISPUTED, books.cash(2), 42_500, EntryReason.PROCEEDS),
                        new Entry(Accounts.DISPUTED, books.cash(3), 7_500, EntryReason.PROCEEDS),
                        new Entry(Accounts.DISPUTED, books.cash(1), 50_000, EntryReason.DISPUTE_RETURN));
        assertRefused(RefusalCode.FIELD_INVALID, () -> half.entriesOutOfDispute(49_999));
    }

    @Test
    void anAwardTakesFeesInProportionAndWaivesTheSellersWhereItWouldEatTheProceeds() {
        SettlementTerms whole = terms(1_000, Tax.NONE, 100, 50, Tax.NONE);
        assertThat(whole.awarding(10_000)).isEqualTo(whole);
        assertThat(whole.awarding(2_500)).isEqualTo(terms(250, Tax.NONE, 25, 12, Tax.NONE));
        assertThat(whole.awarding(0)).isEqualTo(terms(0, Tax.NONE, 0, 0, Tax.NONE));
        Tax onTop = new Tax(1_000, TaxMode.EXCLUSIVE);
        assertThat(terms(100, Tax.NONE, 0, 90, onTop).awarding(5_500).sellerFeeFen())
                .isEqualTo(49);
        assertThat(terms(10, Tax.NONE, 0, 9, onTop).awarding(5_000).sellerFeeFen())
                .isEqualTo(4);
        assertThat(terms(10, Tax.NONE, 0, 10, new Tax(2_000, TaxMode.EXCLUSIVE))
                        .awarding(5_000)
                        .sellerFeeFen())
                .isZero();
    }

    @Property(tries = 500)
    void everyAwardCanBePaidOutOfWhatWasHeldForTheWhole(
            @ForAll @LongRange(max = 1_000_000) long notionalFen,
            @ForAll @IntRange(max = 10_000) int feeBp,
            @ForAll @IntRange(max = 2_000) int taxBp,
            @ForAll TaxMode priceTaxMode,
            @ForAll TaxMode feeTaxMode,
            @ForAll @IntRange(max = 10_000) int sellerBp) {
        Books books = Books.with(0, 0, 0);
        long feeFen = Money.basisPointsOf(notionalFen, feeBp, RoundingRule.HALF_UP);
        Tax priceTax = new Tax(taxBp, priceTaxMode);
        Tax feeTax = new Tax(taxBp, feeTaxMode);
        boolean fits = feeTax.on(feeFen, RoundingRule.HALF_UP).grossFen()
                <= priceTax.on(notionalFen, RoundingRule.HALF_UP).netFen();
        SettlementTerms whole = terms(notionalFen, priceTax, feeFen, fits ? feeFen : 0, feeTax);
        long heldFen = SettlementPlan.of(whole, books.accounts).buyerPaysFen();
        List<Entry> entries =
                SettlementPlan.of(whole.awarding(sellerBp), books.accounts).entriesOutOfDispute(heldFen);
        assertThat(entries.stream().mapToLong(Entry::amountFen).sum()).isEqualTo(heldFen);
    }

    private static BigInteger sum(SettlementPlan plan, EntryReason... reasons) {
        List<EntryReason> wanted = List.of(reasons);
        return plan.entries().stream()
                .filter(entry -> wanted.contains(entry.reason()))
                .map(entry -> BigInteger.valueOf(entry.amountFen()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static SettlementTerms terms(
            long notionalFen, Tax priceTax, long buyerFeeFen, long sellerFeeFen, Tax feeTax) {
        return new SettlementTerms(
                1,
                1,
                1,
                1,
                2,
                notionalFen,
                priceTax,
                buyerFeeFen,
                sellerFeeFen,
                feeTax,
                PROVIDER_AND_BROKER,
                RoundingRule.HALF_UP);
    }
}
