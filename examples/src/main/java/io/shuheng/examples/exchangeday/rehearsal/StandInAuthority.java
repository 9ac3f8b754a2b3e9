package io.shuheng.examples.exchangeday.rehearsal;

import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.OcspResponder;
import io.shuheng.crypto.certificate.OcspResponse;
import io.shuheng.crypto.certificate.Validity;
import java.util.List;

/**
 * Stands in for a licensed electronic certification service (电子认证服务机构), and says so in its name. It checks nobody's
 * papers; what is real is that it sees certificate requests only, never a private key. Thread-safe.
 */
public final class StandInAuthority {

    private static final int ROOT_DAYS = 3650;
    private static final int CERTIFICATE_DAYS = 730;
    private static final int RESPONDER_DAYS = 30;
    private static final int ANSWER_DAYS = 7;

    private final CryptoProvider crypto;
    private final CertificateAuthority authority;
    private final Validity certificates;

    /**
     * Founds an authority.
     *
     * @param name names its stream of random numbers
     * @param subject what it calls itself
     * @param seed of the day
     * @param nowSeconds from when its certificates hold, seconds since 1970
     */
    public StandInAuthority(String name, DistinguishedName subject, Seed seed, long nowSeconds) {
        crypto = seed.crypto(name);
        authority = CertificateAuthority.createRoot(
                crypto, crypto.signer(crypto.generateKeyPair()), subject, Validity.ofDays(nowSeconds, ROOT_DAYS));
        certificates = Validity.ofDays(nowSeconds, CERTIFICATE_DAYS);
    }

    /** Its own certificate, signed by itself. */
    public Certificate certificate() {
        return authority.certificate();
    }

    /** What its responder answers about a certificate that it issued and has not revoked (OCSP). */
    public OcspResponse answer(Certificate subject, long nowSeconds) {
        Signer key = crypto.signer(crypto.generateKeyPair());
        DistinguishedName name =
                DistinguishedName.ofCountry("CN").organization("在线证书状态（演示）").build();
        Certificate responder = authority.issueResponder(
                CertificateRequest.create(key, name), Validity.ofDays(nowSeconds, RESPONDER_DAYS));
        return new OcspResponder(authority.certificate(), responder, key)
                .good(List.of(subject.serial()), Validity.ofDays(nowSeconds, ANSWER_DAYS), null);
    }

    Certificate issue(CertificateRequest request, CertificateUsage usage) {
        return authority.issue(request, usage, certificates);
    }
}
