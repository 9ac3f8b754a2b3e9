package io.shuheng.core.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shuheng.core.record.RecordFormatException;
import io.shuheng.core.trading.auction.Commitments;
import org.junit.jupiter.api.Test;

class BidOpeningTest {

    private final BidOpening bid = new BidOpening(3, 1, 7, 2_000_000, 2, 0, new byte[32]);

    @Test
    void readsBackWhatWasKept() {
        assertThat(BidOpening.fromBytes(bid.toBytes())).isEqualTo(bid).hasSameHashCodeAs(bid);
        assertThatThrownBy(() -> BidOpening.fromBytes(new byte[75])).isInstanceOf(RecordFormatException.class);
    }

    @Test
    void commitsToWhatItReveals() {
        var reveal = bid.reveal(1, 2, 0);
        byte[] opening = Commitments.opening(
                reveal.getPriceMicros(),
                reveal.getQuantityLots(),
                reveal.getScenario(),
                reveal.getNonce().bytes(),
                7,
                reveal.getAuction());
        assertThat(bid.commitment(1, 2, 0).getCommitmentSm3().bytes())
                .isEqualTo(Commitments.bid(opening).bytes());
    }

    @Test
    void saysNeitherPriceNorNonce() {
        assertThat(bid.toString()).doesNotContain("2000000").doesNotContain("nonce");
    }

    @Test
    void takesNoShortNonce() {
        assertThatThrownBy(() -> new BidOpening(3, 1, 7, 2_000_000, 2, 0, new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
