package io.shuheng.crypto;

/** One message after the other, with Bouncy Castle. */
final class ScalarSm3Batch extends Sm3Batch {

    private final Sm3Digest digest = new Sm3Digest();

    @Override
    public String name() {
        return "Bouncy Castle";
    }

    @Override
    void hashChecked(
            int own, byte prefix, byte[] bytes, int[] offsets, int[] lengths, int count, byte[] out, int outOffset) {
        for (int i = 0; i < count; i++) {
            if (own == 0) {
                digest.update(prefix);
            }
            digest.update(bytes, offsets[i], lengths[i]);
            digest.doFinal(out, outOffset + i * Sm3.LENGTH);
        }
    }

    @Override
    void pairsChecked(byte prefix, byte[] hashes, int offset, int count, byte[] out, int outOffset) {
        for (int i = 0; i < count; i++) {
            digest.update(prefix);
            digest.update(hashes, offset + 2 * i * Sm3.LENGTH, 2 * Sm3.LENGTH);
            digest.doFinal(out, outOffset + i * Sm3.LENGTH);
        }
    }
}
