package io.shuheng.crypto.certificate;

import io.shuheng.crypto.AlgorithmPolicy;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.certificate.Revocation.Reason;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.ocsp.CertStatus;
import org.bouncycastle.asn1.ocsp.RevokedInfo;
import org.bouncycastle.asn1.ocsp.SingleResponse;
import org.bouncycastle.asn1.x509.CRLReason;
import org.jspecify.annotations.Nullable;

/** What a response says of one certificate (SingleResponse, RFC 6960, 4.2.1). Immutable. */
public final class OcspAnswer {
    /** The status of a certificate as its responder knows it. */
    public enum Status {
        /** Not revoked when the answer was true. */
        GOOD,
        /** Revoked, for good or on hold. */
        REVOKED,
        /** The responder does not know it. */
        UNKNOWN
    }

    private static final int GOOD_TAG = 0;
    private static final int REVOKED_TAG = 1;
    private static final int UNKNOWN_TAG = 2;

    private final CertificateId id;
    private final Status status;
    private final @Nullable Revocation revocation;
    private final long thisUpdate;
    private final OptionalLong nextUpdate;

    private OcspAnswer(
            CertificateId id,
            Status status,
            @Nullable Revocation revocation,
            long thisUpdate,
            OptionalLong nextUpdate) {
        this.id = id;
        this.status = status;
        this.revocation = revocation;
        this.thisUpdate = thisUpdate;
        this.nextUpdate = nextUpdate;
    }

    static OcspAnswer of(SingleResponse response, String what, AlgorithmPolicy policy) {
        if (response.getSingleExtensions() != null
                && response.getSingleExtensions().hasAnyCriticalExtensions()) {
            throw new CryptoException(Code.UNSUPPORTED, what + ": an answer has a critical extension");
        }
        CertificateId id = CertificateId.of(response.getCertID(), what, policy);
        long thisUpdate = time(response.getThisUpdate(), what + " thisUpdate");
        OptionalLong nextUpdate = response.getNextUpdate() == null
                ? OptionalLong.empty()
                : OptionalLong.of(time(response.getNextUpdate(), what + " nextUpdate"));
        if (nextUpdate.isPresent() && nextUpdate.getAsLong() < thisUpdate) {
            throw new CryptoException(Code.MALFORMED, what + ": nextUpdate lies before thisUpdate");
        }
        CertStatus status = response.getCertStatus();
        return switch (status.getTagNo()) {
            case GOOD_TAG, UNKNOWN_TAG -> {
                ASN1Null.getInstance(status.getStatus());
                Status known = status.getTagNo() == GOOD_TAG ? Status.GOOD : Status.UNKNOWN;
                yield new OcspAnswer(id, known, null, thisUpdate, nextUpdate);
            }
            case REVOKED_TAG -> {
                Revocation revocation = revocation(id.serial(), RevokedInfo.getInstance(status.getStatus()), what);
                yield new OcspAnswer(id, Status.REVOKED, revocation, thisUpdate, nextUpdate);
            }
            default -> throw new CryptoException(Code.MALFORMED, what + ": status " + status.getTagNo());
        };
    }

    private static Revocation revocation(BigInteger serial, RevokedInfo info, String what) {
        CRLReason reason = info.getRevocationReason();
        return Revocation.of(
                serial,
                time(info.getRevocationTime(), what + " revocationTime"),
                reason == null
                        ? Reason.UNSPECIFIED
                        : Reason.of(reason.getValue().intValueExact()));
    }

    static long time(ASN1GeneralizedTime time, String what) {
        return DerTime.generalizedEpochSeconds(time, what);
    }

    /**
     * What is said of the certificate.
     *
     * @return the status
     */
    public Status status() {
        return status;
    }

    /**
     * The certificate's serial number.
     *
     * @return positive
     */
    public BigInteger serial() {
        return id.serial();
    }

    /**
     * Since when and why it is revoked.
     *
     * @return present if the status is {@link Status#REVOKED}
     */
    public Optional<Revocation> revocation() {
        return Optional.ofNullable(revocation);
    }

    /**
     * When the answer was known to be true.
     *
     * @return seconds since 1970
     */
    public long thisUpdate() {
        return thisUpdate;
    }

    /**
     * By when there is newer knowledge.
     *
     * @return seconds since 1970; empty: there is newer knowledge at any time
     */
    public OptionalLong nextUpdate() {
        return nextUpdate;
    }

    /**
     * By which hash the certificate's issuer is named.
     *
     * @return SM3, SHA-256 or SHA-1
     */
    public String issuerHash() {
        return id.hashName();
    }

    /** Whether it speaks of this certificate. */
    boolean concerns(Certificate subject, Certificate issuer) {
        return id.names(subject.serial(), issuer);
    }

    /**
     * Whether the answer can say that a certificate was not revoked at a time: it was in force at that time, or was made later.
     *
     * @param atEpochSeconds the time asked about
     * @return as {@link RevocationList#covers}
     */
    public boolean covers(long atEpochSeconds) {
        return status != Status.UNKNOWN && atEpochSeconds <= nextUpdate.orElse(thisUpdate);
    }

    @Override
    public String toString() {
        return "OcspAnswer[serial " + serial().toString(16) + ", " + status + ", true at " + thisUpdate + "]";
    }
}
