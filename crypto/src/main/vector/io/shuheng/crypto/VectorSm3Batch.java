package io.shuheng.crypto;

import static io.shuheng.crypto.Sm3Rounds.LANES;

/**
 * Messages side by side in the lanes of two strands. A lane whose message has ended takes the next one, so that messages
 * of different lengths keep all lanes busy. Made by name, by {@link Sm3Batch#create}.
 */
final class VectorSm3Batch extends Sm3Batch {

    private static final int ALL_LANES = 2 * LANES;
    private static final int FEWEST_LANES = 4;

    /** Fewer messages than this are sooner done one after the other. */
    private static final int FEWEST_MESSAGES = 3;

    private static final int NONE = -1;

    private final ScalarSm3Batch few = new ScalarSm3Batch();
    private final Sm3Strand[] strands = {new Sm3Strand(), new Sm3Strand()};
    private final int[] message = new int[ALL_LANES];
    private final int[] block = new int[ALL_LANES];

    /** Called by name. */
    VectorSm3Batch() {}

    /** Whether the machine's registers have enough lanes. Called by name. */
    static boolean isWorthwhile() {
        return LANES >= FEWEST_LANES;
    }

    @Override
    public String name() {
        return VECTOR_MODULE + ", " + LANES + " lanes";
    }

    @Override
    void hashChecked(
            int own, byte prefix, byte[] bytes, int[] offsets, int[] lengths, int count, byte[] out, int outOffset) {
        if (count < FEWEST_MESSAGES) {
            few.hashChecked(own, prefix, bytes, offsets, lengths, count, out, outOffset);
            return;
        }
        int next = 0;
        for (int lane = 0; lane < ALL_LANES; lane++) {
            next = begin(lane, next, count);
        }
        int active = Math.min(count, ALL_LANES);
        while (active > 0) {
            boolean both = load(own, prefix, bytes, offsets, lengths);
            compress(both);
            for (int lane = 0; lane < ALL_LANES; lane++) {
                int number = message[lane];
                if (number == NONE || ++block[lane] < Sm3Strand.blocks(lengths[number] - own)) {
                    continue;
                }
                strands[lane / LANES].end(lane % LANES, out, outOffset + number * Sm3.LENGTH);
                active -= next == count ? 1 : 0;
                next = begin(lane, next, count);
            }
        }
    }

    /** Gives the lane the next message, or none; the one after it. */
    private int begin(int lane, int next, int count) {
        block[lane] = 0;
        if (next == count) {
            message[lane] = NONE;
            return next;
        }
        message[lane] = next;
        strands[lane / LANES].begin(lane % LANES);
        return next + 1;
    }

    /** Loads the next block of each message; whether the second strand has one. */
    private boolean load(int own, byte prefix, byte[] bytes, int[] offsets, int[] lengths) {
        boolean both = false;
        for (int lane = 0; lane < ALL_LANES; lane++) {
            int number = message[lane];
            if (number != NONE) {
                int offset = offsets[number];
                byte first = own == 1 ? bytes[offset] : prefix;
                strands[lane / LANES].load(
                        lane % LANES, first, bytes, offset + own, lengths[number] - own, block[lane]);
                both |= lane >= LANES;
            }
        }
        return both;
    }

    private void compress(boolean both) {
        if (both) {
            Sm3Strand.compressBoth(strands[0], strands[1]);
        } else {
            strands[0].compress();
        }
    }

    @Override
    void pairsChecked(byte prefix, byte[] hashes, int offset, int count, byte[] out, int outOffset) {
        int done = 0;
        for (; count - done >= FEWEST_MESSAGES; done += Math.min(ALL_LANES, count - done)) {
            pairs(
                    Math.min(ALL_LANES, count - done),
                    prefix,
                    hashes,
                    offset + 2 * done * Sm3.LENGTH,
                    out,
                    outOffset + done * Sm3.LENGTH);
        }
        few.pairsChecked(
                prefix, hashes, offset + 2 * done * Sm3.LENGTH, count - done, out, outOffset + done * Sm3.LENGTH);
    }

    /** As many pairs as there are lanes, or fewer. All are read before the first hash is written. */
    private void pairs(int count, byte prefix, byte[] hashes, int offset, byte[] out, int outOffset) {
        boolean both = count > LANES;
        for (int lane = 0; lane < count; lane++) {
            Sm3Strand strand = strands[lane / LANES];
            strand.begin(lane % LANES);
            strand.load(lane % LANES, prefix, hashes, offset + 2 * lane * Sm3.LENGTH, 2 * Sm3.LENGTH, 0);
        }
        compress(both);
        strands[0].loadPairEnds();
        strands[1].loadPairEnds();
        for (int lane = 0; lane < count; lane++) {
            strands[lane / LANES].loadPairEnd(
                    lane % LANES, hashes[offset + 2 * lane * Sm3.LENGTH + 2 * Sm3.LENGTH - 1]);
        }
        compress(both);
        for (int lane = 0; lane < count; lane++) {
            strands[lane / LANES].end(lane % LANES, out, outOffset + lane * Sm3.LENGTH);
        }
    }
}
