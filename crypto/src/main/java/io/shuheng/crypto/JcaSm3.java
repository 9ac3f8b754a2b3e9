package io.shuheng.crypto;

import java.security.DigestException;
import java.security.MessageDigest;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.util.Memoable;

/** SM3 of a JCA provider in the shape of Bouncy Castle's digests, so that {@link Sm3Digest} can go on with either. */
final class JcaSm3 implements Digest, Memoable {
    private final MessageDigest digest;

    JcaSm3(MessageDigest digest) {
        this.digest = digest;
    }

    @Override
    public String getAlgorithmName() {
        return digest.getAlgorithm();
    }

    @Override
    public int getDigestSize() {
        return Sm3.LENGTH;
    }

    @Override
    public void update(byte in) {
        digest.update(in);
    }

    @Override
    public void update(byte[] in, int offset, int length) {
        digest.update(in, offset, length);
    }

    @Override
    public int doFinal(byte[] out, int offset) {
        try {
            return digest.digest(out, offset, Sm3.LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("no room of " + Sm3.LENGTH + " bytes for an SM3 hash", e);
        }
    }

    @Override
    public void reset() {
        digest.reset();
    }

    @Override
    public Memoable copy() {
        try {
            return new JcaSm3((MessageDigest) digest.clone());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(digest.getProvider().getName() + " cannot copy an SM3 computation", e);
        }
    }

    /** Goes back to another computation's point: not needed by {@link Sm3Digest}. */
    @Override
    public void reset(Memoable other) {
        throw new UnsupportedOperationException("a JCA digest cannot be set back");
    }
}
