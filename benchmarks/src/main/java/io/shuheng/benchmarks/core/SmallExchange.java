package io.shuheng.benchmarks.core;

import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.Limits;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.record.Authentication;
import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.record.Hash32;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.Validity;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The beginning of an exchange below the façade, where signatures have been checked and certificates are only bytes. */
public final class SmallExchange {
    /** Sequenced time of genesis: 2026-01-05T01:00Z. */
    public static final long START_NS = 1_767_574_800_000_000_000L;

    private static final long WINDOW_NS = TimeUnit.SECONDS.toNanos(60);

    /** A {@code notAfterNs} inside the identification window of commands sequenced soon after genesis. */
    public static final long NOT_AFTER_NS = START_NS + WINDOW_NS / 2;

    private static final int OPERATOR_KEY = 1;
    private static final int SIGNATURE_LENGTH = 64;
    private static final int VALIDITY_DAYS = 365;

    private SmallExchange() {}

    /** A genesis of that operator, with a certificate it issues to itself, that allows so many client ids in their window. */
    public static Genesis genesis(CryptoProvider provider, Signer operator, int idsPerMember) {
        byte[] certificate = CertificateAuthority.createRoot(
                        provider,
                        operator,
                        DistinguishedName.ofCountry("CN")
                                .organization("Example Data Exchange")
                                .build(),
                        Validity.ofDays(TimeUnit.NANOSECONDS.toSeconds(START_NS), VALIDITY_DAYS))
                .certificate()
                .der();
        return Genesis.newBuilder()
                .setLedgerId(new Hash32(Sm3.hash(new byte[] {1})))
                .setHashSuite("SM3")
                .setRulesVersion(RulesVersions.CURRENT)
                .setTimeOffsetMinutes(480)
                .setOperatorNameZh("示例数据交易所")
                .setOperatorNameEn("Example Data Exchange")
                .setOperatorUscc("91310000MA1FL0000N")
                .setOperatorCertificate(ByteBuffer.wrap(certificate))
                .setMemberAuthorities(
                        List.of(new MemberAuthority(AuthorityClass.DEMONSTRATION, ByteBuffer.wrap(certificate))))
                .setPredecessorCheckpoint(ByteBuffer.allocate(0))
                .setLimits(Limits.newBuilder()
                        .setIdWindowNs(WINDOW_NS)
                        .setIdsPerMember(idsPerMember)
                        .setSealTrades(64)
                        .setSealSpanNs(TimeUnit.SECONDS.toNanos(10))
                        .setTimersPerCommand(64)
                        .setOrdersPerStep(256)
                        .build())
                .build();
    }

    /** Stands beside a command whose signature by the operator has been checked. */
    public static Authentication signedByOperator() {
        return authentication(AuthenticationKind.SIGNED, OPERATOR_KEY, SIGNATURE_LENGTH);
    }

    /** Stands beside a command of the exchange itself. */
    public static Authentication internal() {
        return authentication(AuthenticationKind.INTERNAL, 0, 0);
    }

    private static Authentication authentication(AuthenticationKind kind, int key, int signatureLength) {
        return new Authentication(kind.number(), key, 0L, ByteBuffer.wrap(new byte[signatureLength]));
    }
}
