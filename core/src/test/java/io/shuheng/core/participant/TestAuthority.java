package io.shuheng.core.participant;

import io.shuheng.core.engine.EngineFixture;
import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.CertificateRequest;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.OcspResponder;
import io.shuheng.crypto.certificate.Revocation;
import io.shuheng.crypto.certificate.RevocationList;
import io.shuheng.crypto.certificate.Validity;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An authority for members' certificates, whose time is that of {@link EngineFixture}. */
public final class TestAuthority {

    /** Second in which the authority and all its certificates begin. */
    public static final long START = EngineFixture.START_NS / 1_000_000_000L - 3600;

    private final CryptoProvider provider = BouncyCastleCryptoProvider.create();
    private final CertificateAuthority authority;
    private @Nullable Certificate lastResponder;

    /** A root of that name. */
    public TestAuthority(String name) {
        authority =
                CertificateAuthority.createRoot(provider, newSigner(), name(name, ""), Validity.ofDays(START, 3650));
    }

    private TestAuthority(CertificateAuthority authority) {
        this.authority = authority;
    }

    /** An authority below this one. */
    public TestAuthority below(String name) {
        Signer signer = newSigner();
        Certificate certificate = authority.issueAuthority(
                CertificateRequest.create(signer, name(name, "")), 0, Validity.ofDays(START, 3650));
        return new TestAuthority(new CertificateAuthority(provider, certificate, signer));
    }

    /** A fresh key. */
    public Signer newSigner() {
        return provider.signer(provider.generateKeyPair());
    }

    /** A certificate of a company for a fresh key, for a year. */
    public Certificate certificate(String company, String id, CertificateUsage usage) {
        return certificate(newSigner(), company, id, usage);
    }

    /** A certificate of a company for a key, for a year; an empty id stands nowhere in it. */
    public Certificate certificate(Signer signer, String company, String id, CertificateUsage usage) {
        return authority.issue(
                CertificateRequest.create(signer, name(company, id)), usage, Validity.ofDays(START, 365));
    }

    /** A certificate of a company for a key, for a year from that second on. */
    public Certificate certificateFrom(Signer signer, String company, long startSeconds, CertificateUsage usage) {
        return authority.issue(
                CertificateRequest.create(signer, name(company, "")), usage, Validity.ofDays(startSeconds, 365));
    }

    /** A certificate for whoever asks, for a year. */
    public Certificate issue(CertificateRequest request, CertificateUsage usage) {
        return authority.issue(request, usage, Validity.ofDays(START, 365));
    }

    /** A list that revokes one certificate, from the first second on. */
    public RevocationList listThatRevokes(Certificate certificate) {
        return authority.issueRevocationList(
                List.of(Revocation.of(certificate.serial(), START, Revocation.Reason.KEY_COMPROMISE)),
                1,
                Validity.ofDays(START, 30));
    }

    /** A responder of its own, certified from the first second on for a month. */
    public OcspResponder responder() {
        Signer signer = newSigner();
        Certificate certificate = authority.issueResponder(
                CertificateRequest.create(signer, name("在线证书状态", "")), Validity.ofDays(START, 30));
        lastResponder = certificate;
        return new OcspResponder(authority.certificate(), certificate, signer);
    }

    /** Certificate of the responder that was made last. */
    public Certificate lastResponder() {
        return Objects.requireNonNull(lastResponder);
    }

    /** Its own certificate. */
    public Certificate certificate() {
        return authority.certificate();
    }

    /** A certificate as a field of a command. */
    public static ByteBuffer field(Certificate certificate) {
        return ByteBuffer.wrap(certificate.der());
    }

    private static DistinguishedName name(String organization, String id) {
        DistinguishedName.Builder name =
                DistinguishedName.ofCountry("CN").organization(organization).commonName(organization);
        return id.isEmpty() ? name.build() : name.serialNumber(id).build();
    }
}
