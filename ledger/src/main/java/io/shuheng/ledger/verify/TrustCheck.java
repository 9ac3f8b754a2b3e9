package io.shuheng.ledger.verify;

import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.crypto.CryptoException;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateChain;
import io.shuheng.crypto.certificate.CertificateUsage;
import io.shuheng.ledger.stamp.TimeAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose word the verdict rests on: the operator of genesis, and the authorities behind members. For one thread. */
public final class TrustCheck {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** In the place of a subject where a fingerprint is not that of genesis' certificate. */
    private static final String NOT_HERE = "-";

    private final VerifierSettings settings;
    private final Genesis genesis;
    private final Certificate operator;
    private final long timeNs;

    /**
     * Against what the caller trusts.
     *
     * @param timeNs of the genesis record, nanoseconds since 1970
     * @throws CryptoException where a certificate in genesis cannot be read
     */
    public TrustCheck(VerifierSettings settings, Genesis genesis, long timeNs) {
        this.settings = settings;
        this.genesis = genesis;
        this.operator = Certificate.ofDer(AvroBytes.copyOf(genesis.getOperatorCertificate()));
        this.timeNs = timeNs;
    }

    /** Whether the operator of genesis is one that the caller trusts; where none was given this is a limit instead. */
    @Nullable
    Finding operatorFinding(Place place) {
        return operatorRefusal()
                .map(why -> Finding.of(VerifierRule.OPERATOR, place, why))
                .orElse(null);
    }

    /** Why the operator of genesis is none that the caller trusts; empty where it is, or where none was given. */
    public Optional<String> operatorRefusal() {
        return settings.trustsNoOperator() || trustsOperator()
                ? Optional.empty()
                : Optional.of("genesis names operator " + operator.subject() + ", certificate SM3 " + operator.sm3()
                        + ": none of the trusted ones");
    }

    private boolean trustsOperator() {
        return operatorPath().isPresent();
    }

    /** The certificates from the operator's up to a trusted one; empty where none of them is reached. */
    public Optional<List<Certificate>> operatorPath() {
        if (settings.operatorFingerprints().contains(operator.sm3())) {
            return Optional.of(List.of(operator));
        }
        for (TrustAnchor trusted : settings.operators()) {
            if (trusted.certificate().sm3().equals(operator.sm3())) {
                return Optional.of(List.of(operator));
            }
        }
        return CertificateChain.validate(
                                operator,
                                List.of(),
                                settings.operators().stream()
                                        .map(TrustAnchor::certificate)
                                        .toList(),
                                List.of(),
                                timeNs / NANOS_PER_SECOND,
                                CertificateUsage.SIGN)
                        instanceof CertificateChain.Valid valid
                ? Optional.of(valid.path())
                : Optional.empty();
    }

    /**
     * What was trusted, with fingerprints. Blocks on the disk.
     *
     * @param proven the ledger's folder, or the proof file; null where it came from no file
     */
    public List<Report.TrustUsed> used(@Nullable Path proven) throws IOException {
        List<Report.TrustUsed> used = new ArrayList<>();
        if (settings.trustsNoOperator()) {
            used.add(used(Report.Role.OPERATOR, operator, Report.Origin.GENESIS));
        }
        addGiven(used, Report.Role.OPERATOR, settings.operators(), proven);
        for (Sm3Hash fingerprint : settings.operatorFingerprints()) {
            String subject =
                    fingerprint.equals(operator.sm3()) ? operator.subject().toString() : NOT_HERE;
            used.add(new Report.TrustUsed(Report.Role.OPERATOR, subject, fingerprint, Report.Origin.FINGERPRINT));
        }
        addGiven(used, Report.Role.MEMBERS, settings.memberAuthorities(), proven);
        if (settings.memberAuthorities().isEmpty()) {
            for (Certificate named : authorities()) {
                used.add(used(Report.Role.MEMBERS, named, Report.Origin.GENESIS));
            }
        }
        addGiven(used, Report.Role.WITNESS, settings.witnesses(), proven);
        for (TimeAuthority authority : settings.timeAuthorities().list()) {
            boolean beside = proven != null
                    && authority.file().isPresent()
                    && TrustAnchor.isBeside(authority.file().get(), proven);
            used.add(new Report.TrustUsed(
                    Report.Role.TIME,
                    authority.subject(),
                    authority.sm3(),
                    beside ? Report.Origin.BESIDE_LEDGER : Report.Origin.GIVEN));
        }
        return List.copyOf(used);
    }

    private static void addGiven(
            List<Report.TrustUsed> used, Report.Role role, List<TrustAnchor> anchors, @Nullable Path proven)
            throws IOException {
        for (TrustAnchor anchor : anchors) {
            Report.Origin origin =
                    proven != null && anchor.isBeside(proven) ? Report.Origin.BESIDE_LEDGER : Report.Origin.GIVEN;
            used.add(used(role, anchor.certificate(), origin));
        }
    }

    private static Report.TrustUsed used(Report.Role role, Certificate certificate, Report.Origin origin) {
        return new Report.TrustUsed(role, certificate.subject().toString(), certificate.sm3(), origin);
    }

    /** What a reader must know of whose word it is. */
    public Set<Report.Limit> limits() {
        EnumSet<Report.Limit> limits = EnumSet.noneOf(Report.Limit.class);
        if (settings.trustsNoOperator()) {
            limits.add(Report.Limit.OPERATOR_NOT_TRUSTED);
        }
        if (settings.memberAuthorities().isEmpty()) {
            limits.add(Report.Limit.MEMBERS_BY_GENESIS);
        }
        for (Certificate authority : authorities()) {
            AuthorityClass named = classInGenesis(authority);
            if (named == AuthorityClass.OPERATOR || authority.publicKey().equals(operator.publicKey())) {
                limits.add(Report.Limit.MEMBERS_BY_OPERATOR);
            } else if (named == AuthorityClass.DEMONSTRATION) {
                limits.add(Report.Limit.MEMBERS_BY_DEMONSTRATION);
            }
        }
        return limits;
    }

    /** The authorities that members' certificates are held against. */
    private List<Certificate> authorities() {
        return settings.memberAuthorities().isEmpty()
                ? genesis.getMemberAuthorities().stream()
                        .map(authority -> Certificate.ofDer(AvroBytes.copyOf(authority.getCertificate())))
                        .toList()
                : settings.memberAuthorities().stream()
                        .map(TrustAnchor::certificate)
                        .toList();
    }

    private @Nullable AuthorityClass classInGenesis(Certificate certificate) {
        for (MemberAuthority authority : genesis.getMemberAuthorities()) {
            if (Arrays.equals(AvroBytes.copyOf(authority.getCertificate()), certificate.der())) {
                return authority.getAuthorityClass();
            }
        }
        return null;
    }
}
