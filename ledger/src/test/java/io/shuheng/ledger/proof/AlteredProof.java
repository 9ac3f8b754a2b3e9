package io.shuheng.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.OpenedLeaf;
import java.util.List;
import java.util.Optional;

/** Proof files of which one part was changed, and what a checker must say of such. */
final class AlteredProof {

    private AlteredProof() {}

    /** The file with another subject and other opened leaves. */
    static ProofFile with(ProofFile file, ProofSubject subject, List<OpenedLeaf> opened) {
        return with(file, subject, opened, file.closed());
    }

    /** The file with other leaves. */
    static ProofFile with(ProofFile file, List<OpenedLeaf> opened, List<ClosedLeaf> closed) {
        return with(file, file.subject(), opened, closed);
    }

    private static ProofFile with(
            ProofFile file, ProofSubject subject, List<OpenedLeaf> opened, List<ClosedLeaf> closed) {
        return new ProofFile(
                subject, file.checkpoint(), file.earlier(), opened, closed, file.certificates(), file.contract());
    }

    /** The file with another contract. */
    static ProofFile with(ProofFile file, ContractPart contract) {
        return new ProofFile(
                file.subject(),
                file.checkpoint(),
                file.earlier(),
                file.opened(),
                file.closed(),
                file.certificates(),
                Optional.of(contract));
    }

    /** The file with other certificates. */
    static ProofFile with(ProofFile file, List<KeyCertificates> certificates) {
        return new ProofFile(
                file.subject(),
                file.checkpoint(),
                file.earlier(),
                file.opened(),
                file.closed(),
                certificates,
                file.contract());
    }

    /** The file with another checkpoint. */
    static ProofFile with(ProofFile file, Checkpoint checkpoint) {
        return new ProofFile(
                file.subject(),
                checkpoint,
                file.earlier(),
                file.opened(),
                file.closed(),
                file.certificates(),
                file.contract());
    }

    /** Fails unless the report names that rule, and shows nothing. */
    static void assertInvalid(ProofRule rule, ProofReport report) {
        assertThat(report.fault()).as(report.toString()).isNotNull();
        assertThat(report.fault().rule()).as(report.fault().message()).isEqualTo(rule);
        assertThat(report.verdict()).isEqualTo(ProofVerdict.INVALID);
        assertThat(report.shown()).isNull();
    }
}
