package io.shuheng.crypto.document;

import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.CryptoException.Code;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DerTime;
import java.math.BigInteger;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.bouncycastle.asn1.tsp.TSTInfo;

/**
 * A time stamp authority in this process, with an SM2 key: for demonstrations, tests, and whoever runs one for others. Run by the
 * operator it anchors no time. It keeps no record of what it stamped. Thread-safe if signer, clock and provider are; blocks as long as
 * the signer does.
 */
public final class LocalTimeStampAuthority implements TimeStampAuthority {
    /** Sixteen bytes, of which the first two bits are 01: positive, and unique without a record. */
    private static final int SERIAL_LENGTH = 16;

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int ACCURACY_SECONDS = 1;

    private final DocumentSigner signer;
    private final List<Certificate> chain;
    private final ASN1ObjectIdentifier policy;
    private final LongSupplier clockNs;
    private final CryptoProvider provider;

    /**
     * Sets an authority up.
     *
     * @param signer its key, and its certificate for {@link CertificateUsage#TIME_STAMP}
     * @param chain authorities above it, to be put into tokens beside its certificate
     * @param policy object identifier of the policy it stamps under
     * @param clockNs what time it has, nanoseconds since 1970
     * @param provider gives serial numbers
     * @throws CryptoException UNSUPPORTED if the certificate is for something else, MALFORMED if the policy is no object identifier
     */
    public LocalTimeStampAuthority(
            DocumentSigner signer,
            List<Certificate> chain,
            String policy,
            LongSupplier clockNs,
            CryptoProvider provider) {
        if (!signer.certificate().usages().contains(CertificateUsage.TIME_STAMP)) {
            throw new CryptoException(Code.UNSUPPORTED, signer.certificate() + " is not for time stamps");
        }
        TimeStampRequest.requireOid(policy);
        this.signer = signer;
        this.chain = List.copyOf(chain);
        this.policy = new ASN1ObjectIdentifier(policy);
        this.clockNs = clockNs;
        this.provider = provider;
    }

    /** Answers; what is wrong with a request is told in the answer. */
    @Override
    public byte[] answer(byte[] request) {
        TimeStampRequest read;
        try {
            read = TimeStampRequest.ofDer(request);
        } catch (CryptoException e) {
            int failure =
                    e.code() == Code.UNSUPPORTED ? TimeStampResponse.BAD_ALGORITHM : TimeStampResponse.BAD_DATA_FORMAT;
            return TimeStampResponse.rejected(failure, String.valueOf(e.getMessage()));
        }
        if (read.policy().isPresent() && !read.policy().get().equals(policy.getId())) {
            return TimeStampResponse.rejected(
                    TimeStampResponse.UNACCEPTED_POLICY, "the policy served here is " + policy.getId());
        }
        return TimeStampResponse.granted(token(read));
    }

    private byte[] token(TimeStampRequest request) {
        byte[] content = DerWriter.encoded(new TSTInfo(
                policy,
                request.imprint(),
                new ASN1Integer(serial()),
                time(),
                new Accuracy(new ASN1Integer(ACCURACY_SECONDS), null, null),
                null,
                request.nonce().map(ASN1Integer::new).orElse(null),
                null,
                null));
        ASN1ObjectIdentifier type = PKCSObjectIdentifiers.id_ct_TSTInfo;
        List<byte[]> certificates = request.wantsCertificate()
                ? Stream.concat(Stream.of(signer.certificate()), chain.stream())
                        .map(Certificate::der)
                        .toList()
                : List.of();
        return CmsWriter.signedData(
                DocumentSyntax.CMS,
                CmsSignedData.VERSION_OF_OTHERS,
                type,
                content,
                certificates,
                List.of(),
                List.of(CmsWriter.signer(DocumentSyntax.CMS, type, content, signer)));
    }

    /** To the second: what is cut off is less than the accuracy stated. */
    private ASN1GeneralizedTime time() {
        return DerTime.generalized(Math.floorDiv(clockNs.getAsLong(), NS_PER_SECOND));
    }

    private BigInteger serial() {
        byte[] serial = new byte[SERIAL_LENGTH];
        provider.randomBytes(serial);
        serial[0] = (byte) ((serial[0] & 0x3F) | 0x40);
        return new BigInteger(serial);
    }
}
