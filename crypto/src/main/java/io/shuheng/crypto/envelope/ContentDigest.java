package io.shuheng.crypto.envelope;

import io.shuheng.crypto.Sm3Digest;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.ContentTree;

/** The two hashes of a content that passes by: of the whole, and over its pieces. For one thread. */
final class ContentDigest {

    private final Sm3Digest whole = new Sm3Digest();
    private final ContentTree pieces = new ContentTree();

    void update(byte[] bytes, int length) {
        whole.update(bytes, 0, length);
        pieces.update(bytes, 0, length);
    }

    /** Ends the one. */
    Sm3Hash sm3() {
        return whole.doFinal();
    }

    /** Ends the other. */
    Sm3Hash root() {
        return pieces.root();
    }
}
