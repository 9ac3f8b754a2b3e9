package io.shuheng.core.trading.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import io.shuheng.core.trading.TradingMode;
import io.shuheng.crypto.Sm3Hash;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The price that a proxy auction comes to is what bidders would reach who better it by hand no further than they must. */
class OutcryAuctionTest {

    private static final long START = 100;
    private static final long CEILING = 250;
    private static final long STEP = 10;
    private static final OutcryTerms RISING = new OutcryTerms(1, 1, START, STEP, 0, Sm3Hash.ZERO, 0);
    private static final OutcryTerms FALLING = new OutcryTerms(1, 1, CEILING, STEP, 0, Sm3Hash.ZERO, 0);

    @Property
    void risesToTheSecondHighestMaximumAndAnIncrement(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 80, max = 260) Integer> maximums) {
        OutcryAuction auction = OutcryAuction.english(auction(TradingMode.ENGLISH_AUCTION), RISING, 2);
        List<long[]> taken = new ArrayList<>();
        for (int i = 0; i < maximums.size(); i++) {
            long bidder = i + 1L;
            long maximum = maximums.get(i);
            long least = auction.leader() == null ? START : auction.priceMicros() + STEP;
            if (maximum < least) {
                requireRefused(RefusalCode.BID_TOO_LOW, auction, bidder, maximum, least);
                continue;
            }
            taken.add(new long[] {bidder, maximum});
            take(auction, bidder, maximum);
            requireHighest(auction, taken);
        }
    }

    @Property
    void fallsToTheSecondLowestMinimumLessADecrement(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 80, max = 260) Integer> minimums) {
        OutcryAuction auction = OutcryAuction.reverse(
                auction(TradingMode.REVERSE_AUCTION),
                FALLING,
                new Tender(new HeldMoney(new Principal(1, 1, 0), 1, CEILING), List.of(new Tender.Sought(1, 0))),
                2);
        List<long[]> taken = new ArrayList<>();
        for (int i = 0; i < minimums.size(); i++) {
            long bidder = i + 1L;
            long minimum = minimums.get(i);
            long most = auction.leader() == null ? CEILING : auction.priceMicros() - STEP;
            if (minimum > most) {
                requireRefused(RefusalCode.OFFER_TOO_HIGH, auction, bidder, minimum, most);
                continue;
            }
            taken.add(new long[] {bidder, minimum});
            take(auction, bidder, minimum);
            requireLowest(auction, taken);
        }
    }

    private static void take(OutcryAuction auction, long bidder, long limit) {
        auction.requireBetter(bidder, limit);
        long price = auction.priceAfter(bidder, limit);
        if (auction.wouldLead(bidder, limit)) {
            auction.lead(new LeadingBid(bidder, new Principal(bidder, bidder, 0), limit, 1, 0, null), price);
        } else {
            auction.better(price);
        }
    }

    private static void requireHighest(OutcryAuction auction, List<long[]> taken) {
        long[] first = {0, 0};
        for (long[] bid : taken) {
            first = bid[1] > first[1] ? bid : first;
        }
        long second = 0;
        for (long[] bid : taken) {
            second = bid[0] == first[0] ? second : Math.max(second, bid[1]);
        }
        require(auction, first[0], taken.size() == 1 ? START : Math.min(first[1], second + STEP));
    }

    private static void requireLowest(OutcryAuction auction, List<long[]> taken) {
        long[] first = {0, Long.MAX_VALUE};
        for (long[] bid : taken) {
            first = bid[1] < first[1] ? bid : first;
        }
        long second = Long.MAX_VALUE;
        for (long[] bid : taken) {
            second = bid[0] == first[0] ? second : Math.min(second, bid[1]);
        }
        require(auction, first[0], taken.size() == 1 ? CEILING : Math.max(first[1], second - STEP));
    }

    private static void require(OutcryAuction auction, long leading, long price) {
        LeadingBid leader = auction.leader();
        assertThat(leader).isNotNull();
        assertThat(leader.sequence()).isEqualTo(leading);
        assertThat(auction.priceMicros()).isEqualTo(price);
    }

    private static void requireRefused(RefusalCode code, OutcryAuction auction, long bidder, long limit, long wouldDo) {
        assertThatThrownBy(() -> auction.requireBetter(bidder, limit))
                .isInstanceOfSatisfying(CommandRejected.class, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.value()).isEqualTo(wouldDo);
                });
    }

    private static Auction auction(TradingMode mode) {
        return new Auctions().schedule(1, mode, 1, 1);
    }
}
