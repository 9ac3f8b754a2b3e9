package io.shuheng.ledger.verify;

import io.shuheng.core.genesis.AuthorityClass;
import io.shuheng.core.genesis.Genesis;
import io.shuheng.core.genesis.MemberAuthority;
import io.shuheng.core.record.AvroBytes;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.file.OperatorKeys;
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

/** Whose word the verdict rests on: the operator, by one of its keys, and the authorities behind members. For one thread. */
public final class TrustCheck {

    /** In the place of a subject where a fingerprint is that of no certificate of the operator. */
    private static final String NOT_HERE = "-";

    private final VerifierSettings settings;
    private final OperatorTrust operators;
    private final Genesis genesis;
    private final OperatorKeys keys;

    /**
     * Against what the caller trusts.
     *
     * @param keys of the operator, which may grow afterwards
     */
    public TrustCheck(VerifierSettings settings, Genesis genesis, OperatorKeys keys) {
        this.settings = settings;
        this.operators = new OperatorTrust(settings.operators(), settings.operatorFingerprints());
        this.genesis = genesis;
        this.keys = keys;
    }

    /*
     * A later key speaks for what its checkpoints cover, and so for all that was before it, where there is a checkpoint that
     * is signed with it, or with one that it has handed on to. That its certificate stands in a record says nothing yet.
     */
    /**
     * Why the operator of the ledger is none that the caller trusts; empty where it is, or where none was given: then this
     * is a limit instead.
     *
     * @param signedSize number of records that a checkpoint of the operator covers
     */
    public Optional<String> operatorRefusal(long signedSize) {
        if (settings.trustsNoOperator() || trusted(signedSize).isPresent()) {
            return Optional.empty();
        }
        OperatorKeys.Key first = keys.list().get(0);
        String named = "genesis names operator " + first.certificate().subject() + ", certificate SM3 "
                + first.certificate().sm3() + ": none of the trusted ones";
        return Optional.of(keys.list().stream()
                .filter(this::isTrusted)
                .findFirst()
                .map(later -> named + "; key " + later.number() + ", which record " + (later.fromSize() - 1)
                        + " puts in its place, is trusted and has signed no checkpoint")
                .orElse(named));
    }

    private Optional<OperatorKeys.Key> trusted(long signedSize) {
        return keys.list().stream()
                .filter(key -> key.fromSize() <= signedSize || key.number() == OperatorKeys.FIRST)
                .filter(this::isTrusted)
                .findFirst();
    }

    /** Whether a key's own certificate leads to a trusted one. */
    boolean isTrusted(OperatorKeys.Key key) {
        return path(key).isPresent();
    }

    /** The certificates from that of the operator's key up to a trusted one; empty where none of them is reached. */
    public Optional<List<Certificate>> path(OperatorKeys.Key key) {
        return operators.path(key);
    }

    /**
     * What was trusted, with fingerprints. Blocks on the disk.
     *
     * @param proven the ledger's folder, or the proof file; null where it came from no file
     */
    public List<Report.TrustUsed> used(@Nullable Path proven) throws IOException {
        List<Report.TrustUsed> used = new ArrayList<>();
        if (settings.trustsNoOperator()) {
            used.add(used(Report.Role.OPERATOR, keys.list().get(0).certificate(), Report.Origin.GENESIS));
        }
        addGiven(used, Report.Role.OPERATOR, settings.operators(), proven);
        for (Sm3Hash fingerprint : settings.operatorFingerprints()) {
            String subject = keys.list().stream()
                    .map(OperatorKeys.Key::certificate)
                    .filter(operator -> operator.sm3().equals(fingerprint))
                    .map(operator -> operator.subject().toString())
                    .findFirst()
                    .orElse(NOT_HERE);
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
        } else if (!isTrusted(keys.current())) {
            limits.add(Report.Limit.OPERATOR_KEY_BY_PREDECESSOR);
        }
        if (settings.memberAuthorities().isEmpty()) {
            limits.add(Report.Limit.MEMBERS_BY_GENESIS);
        }
        for (Certificate authority : authorities()) {
            AuthorityClass named = classInGenesis(authority);
            if (named == AuthorityClass.OPERATOR
                    || keys.of(authority.publicKey()).isPresent()) {
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
