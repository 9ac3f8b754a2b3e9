package io.shuheng.ledger.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.ledger.proof.Audience;
import io.shuheng.ledger.proof.ProofChecker;
import io.shuheng.ledger.proof.ProofExporter;
import io.shuheng.ledger.proof.ProofFile;
import io.shuheng.ledger.proof.ProofSettings;
import io.shuheng.ledger.proof.ProofVerdict;
import io.shuheng.ledger.verify.TrustAnchor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Proof files and contract files: a checker always has a verdict. */
public final class ProofFuzz implements FuzzTarget {

    private final ProofChecker checker;

    /** Trusts whom the exchange day has. */
    public ProofFuzz() throws IOException {
        checker = new ProofChecker(new ProofSettings(
                List.of(TrustAnchor.ofPem(GoldenFiles.of("operator.pem"))),
                List.of(TrustAnchor.ofPem(GoldenFiles.of("members-ca.pem"))),
                List.of()));
    }

    @Override
    public List<byte[]> seeds() throws Exception {
        ProofExporter exporter = new ProofExporter(GoldenFiles.of("ledger"), sm3 -> Optional.empty());
        ProofFile contract = exporter.contract(1, Audience.AUDITOR);
        return List.of(contract.encode(), rotated(contract, exporter).encode());
    }

    /** In its form alone: the record is no rotation. */
    private static ProofFile rotated(ProofFile file, ProofExporter exporter) {
        return new ProofFile(
                file.subject(),
                file.checkpoint(),
                file.earlier(),
                file.opened(),
                file.closed(),
                file.certificates(),
                file.contract(),
                file.statements(),
                List.of(exporter.receipt(1, Audience.AUDITOR).opened().get(1)));
    }

    @Override
    public void read(byte[] input) {
        assertThat(checker.check(input).verdict()).isIn((Object[]) ProofVerdict.values());
    }
}
