package io.shuheng.crypto;

/** What kind of fault made cryptographic input be refused; coarser than {@link CryptoException.Code}, stable across versions. */
public enum RejectionReason {
    /** The bytes are not in the one form demanded: length, DER, tag, version, algorithm. */
    FORMAT,
    /** A number is outside its range: r or s outside 1 .. n-1, r + s = n, a size past its limit. */
    RANGE,
    /** A point is not on the curve, or is the point at infinity. */
    CURVE,
    /** Genuine, but of another identity: another user id (可辨别标识), a natural person's certificate, another contract or recipient. */
    IDENTITY,
    /** Well formed and in range, but it does not fit: signature, tag, password or ciphertext and what they are checked with. */
    MISMATCH
}
