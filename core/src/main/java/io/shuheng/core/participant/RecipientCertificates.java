package io.shuheng.core.participant;

import io.shuheng.core.record.StateSink;
import io.shuheng.core.record.StateSource;
import io.shuheng.crypto.Sm3Hash;

/**
 * The certificates that others encrypt to for one participant (加密证书): the newest, and for a while the one before it.
 * The engine sees their hashes alone. State of the engine: for its thread alone.
 */
public final class RecipientCertificates {

    private Sm3Hash newest;
    private Sm3Hash before = Sm3Hash.ZERO;
    private long beforeUntilNs;

    RecipientCertificates(Sm3Hash first) {
        newest = first;
    }

    /** SM3 of the newest; zeros where it was revoked, and for the operator. */
    public Sm3Hash newestSm3() {
        return newest;
    }

    /** Whether something may be encrypted to the certificate with that SM3 at that time. */
    public boolean serves(Sm3Hash certificateSm3, long timeNs) {
        return !certificateSm3.equals(Sm3Hash.ZERO)
                && (certificateSm3.equals(newest) || (certificateSm3.equals(before) && timeNs < beforeUntilNs));
    }

    /** Puts another in the place of the newest, which serves on until that instant; what was before it ends at once. */
    void renew(Sm3Hash certificateSm3, long oldUntilNs) {
        before = newest;
        beforeUntilNs = oldUntilNs;
        newest = certificateSm3;
    }

    /** Ends one of them. */
    void revoke(Sm3Hash certificateSm3) {
        newest = newest.equals(certificateSm3) ? Sm3Hash.ZERO : newest;
        before = before.equals(certificateSm3) ? Sm3Hash.ZERO : before;
    }

    void writeState(StateSink sink) {
        sink.hash(newest.bytes());
        sink.hash(before.bytes());
        sink.number(beforeUntilNs);
    }

    /** Reads what {@link #writeState} wrote, over what is here. */
    void readState(StateSource source) {
        newest = source.sm3();
        before = source.sm3();
        beforeUntilNs = source.number();
    }
}
