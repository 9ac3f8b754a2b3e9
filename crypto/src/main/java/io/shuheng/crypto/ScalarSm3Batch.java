package io.shuheng.crypto;

/** One message after the other, with Bouncy Castle. */
final class ScalarSm3Batch extends Sm3Batch {

    private final Sm3Digest digest = new Sm3Digest();

    @Override
    public String name() {
        return "Bouncy Castle";
    }

    @Override
    void hashChecked(byte prefix, byte[] bytes, int[] offsets, int[] lengths, int count, byte[] out, int outOffset) {
        for (int i = 0; i < count; i++) {
            one(prefix, bytes, offsets[i], lengths[i], out, outOffset + i * Sm3.LENGTH);
        }
    }

    @Override
    void pairsChecked(byte prefix, byte[] hashes, int offset, int count, byte[] out, int outOffset) {
        for (int i = 0; i < count; i++) {
            one(prefix, hashes, offset + 2 * i * Sm3.LENGTH, 2 * Sm3.LENGTH, out, outOffset + i * Sm3.LENGTH);
        }
    }

    private void one(byte prefix, byte[] bytes, int offset, int length, byte[] out, int outOffset) {
        digest.update(prefix);
        digest.update(bytes, offset, length);
        digest.doFinal(out, outOffset);
    }
}
