package io.shuheng.core.trading.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.engine.EngineFixture;
import io.shuheng.core.participant.Principal;
import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.trading.TradingMode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The price that a proxy auction comes to is what bidders would reach who raise by hand no further than they must. */
class EnglishAuctionTest {

    private static final long START = 100;
    private static final long STEP = 10;

    @Property
    void comesToTheSecondHighestMaximumAndAnIncrement(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 80, max = 260) Integer> maximums) {
        EnglishAuction auction = auction();
        List<long[]> taken = new ArrayList<>();
        for (int i = 0; i < maximums.size(); i++) {
            long bidder = i + 1L;
            long maximum = maximums.get(i);
            if (!isTaken(auction, bidder, maximum)) {
                continue;
            }
            taken.add(new long[] {bidder, maximum});
            long price = auction.priceAfter(bidder, maximum);
            if (auction.wouldLead(bidder, maximum)) {
                auction.lead(new LeadingBid(bidder, new Principal(bidder, bidder, 0), maximum, 0, 0, 0), price);
            } else {
                auction.raise(price);
            }
            requireByHand(auction, taken);
        }
    }

    private static void requireByHand(EnglishAuction auction, List<long[]> taken) {
        long[] first = {0, 0};
        for (long[] bid : taken) {
            first = bid[1] > first[1] ? bid : first;
        }
        long second = 0;
        for (long[] bid : taken) {
            second = bid[0] == first[0] ? second : Math.max(second, bid[1]);
        }
        long price = taken.size() == 1 ? START : Math.min(first[1], second + STEP);
        LeadingBid leader = auction.leader();
        assertThat(leader).isNotNull();
        assertThat(leader.sequence()).isEqualTo(first[0]);
        assertThat(auction.priceMicros()).isEqualTo(price);
    }

    private static boolean isTaken(EnglishAuction auction, long bidder, long maximum) {
        long least = auction.leader() == null ? START : auction.priceMicros() + STEP;
        if (maximum < least) {
            assertThatThrownBy(() -> auction.requireRaise(bidder, maximum)).isInstanceOf(CommandRejected.class);
            return false;
        }
        auction.requireRaise(bidder, maximum);
        return true;
    }

    private static EnglishAuction auction() {
        ScheduleEnglishAuction terms = ScheduleEnglishAuction.newBuilder()
                .setClientId(1)
                .setNotAfterNs(1)
                .setMandate(0)
                .setInstrument(1)
                .setQuantityLots(1)
                .setStartPriceMicros(START)
                .setIncrementMicros(STEP)
                .setOpensNs(1)
                .setClosesNs(2)
                .setSoftCloseNs(0)
                .setReserveSm3(new Hash32(new byte[32]))
                .setRevealWithinNs(0)
                .build();
        return EnglishAuction.of(
                new Auctions().schedule(1, TradingMode.ENGLISH_AUCTION, 1, 1), EngineFixture.START_NS, terms);
    }
}
