package io.shuheng.core.clearing;

import io.shuheng.core.record.CommandRejected;
import io.shuheng.core.record.RefusalCode;
import java.util.ArrayList;
import java.util.List;

/**
 * A revenue split (收益分成): parties and their basis points, which make a whole. Each share is rounded down and the
 * fen left over go one each to the largest remainders, then to the lowest participant number; so the shares sum to the
 * whole and each lies within a fen of its exact value. Immutable, any thread.
 *
 * <p>Source: the largest remainder method of Hamilton.
 */
public final class RevenueSplit {

    /** Most parties to a split. */
    public static final int MAX_SHARES = 64;

    private final List<Share> shares;

    /**
     * A party's part.
     *
     * @param participant number of the party
     * @param basisPoints 1..10 000
     */
    public record Share(long participant, int basisPoints) {}

    /**
     * A split.
     *
     * @param shares 1..64 shares of different parties, whose basis points sum to 10 000
     * @throws CommandRejected SPLIT_INVALID
     */
    public RevenueSplit(List<Share> shares) {
        if (shares.isEmpty() || shares.size() > MAX_SHARES) {
            throw CommandRejected.because(RefusalCode.SPLIT_INVALID, "shares", shares.size());
        }
        this.shares = List.copyOf(shares);
        long sum = 0;
        for (int i = 0; i < this.shares.size(); i++) {
            Share share = this.shares.get(i);
            if (share.basisPoints < 1 || share.basisPoints > Money.BASIS_POINTS) {
                throw CommandRejected.because(RefusalCode.SPLIT_INVALID, "shareBp", share.basisPoints);
            }
            for (int j = 0; j < i; j++) {
                if (this.shares.get(j).participant == share.participant) {
                    throw CommandRejected.because(RefusalCode.SPLIT_INVALID, "participant", share.participant);
                }
            }
            sum += share.basisPoints;
        }
        if (sum != Money.BASIS_POINTS) {
            throw CommandRejected.because(RefusalCode.SPLIT_INVALID, "shareBp", sum);
        }
    }

    /** The whole to one party. */
    public static RevenueSplit wholeTo(long participant) {
        return new RevenueSplit(List.of(new Share(participant, (int) Money.BASIS_POINTS)));
    }

    /** The shares in the order they were given. */
    public List<Share> shares() {
        return shares;
    }

    /**
     * Splits an amount; the parts are in the order of {@link #shares()}.
     *
     * @throws CommandRejected FIELD_INVALID where the amount is negative
     */
    public List<Long> split(long wholeFen) {
        Money.requireNotNegative("amountFen", wholeFen);
        long[] parts = new long[shares.size()];
        long[] remainders = new long[parts.length];
        long left = wholeFen;
        for (int i = 0; i < parts.length; i++) {
            Wide exact = Wide.product(wholeFen, shares.get(i).basisPoints);
            parts[i] = exact.divide(Money.BASIS_POINTS, RoundingRule.FLOOR);
            remainders[i] = exact.remainder();
            left -= parts[i];
        }
        for (; left > 0; left--) {
            int next = largestRemainder(remainders);
            parts[next]++;
            remainders[next] = -1;
        }
        List<Long> result = new ArrayList<>(parts.length);
        for (long part : parts) {
            result.add(part);
        }
        return List.copyOf(result);
    }

    private int largestRemainder(long[] remainders) {
        int best = 0;
        for (int i = 1; i < remainders.length; i++) {
            boolean larger = remainders[i] > remainders[best];
            boolean equal = remainders[i] == remainders[best];
            if (larger || (equal && shares.get(i).participant < shares.get(best).participant)) {
                best = i;
            }
        }
        return best;
    }
}
