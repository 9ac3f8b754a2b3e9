package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.core.record.AuthenticationKind;
import io.shuheng.core.rules.RulesVersions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * A ledger of every rules version, kept as files since that version was released, must verify for ever: what it says
 * may no more be read in another way. That of version 1 is an exchange day; the README beside it says how it is made anew
 * while the version may still change.
 */
final class GoldenLedgerTest {

    /** Its folder, which is not to be changed. */
    static Path golden(int rulesVersion) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(GoldenLedgerTest.class.getResource("/golden/rules-" + rulesVersion))
                .toURI());
    }

    private static Report verify(Path golden) throws IOException {
        return new Verifier(new VerifierSettings(
                        List.of(TrustAnchor.ofPem(golden.resolve("operator.pem"))),
                        List.of(TrustAnchor.ofPem(golden.resolve("members-ca.pem"))),
                        List.of(),
                        List.of(golden.resolve("closing.checkpoint")),
                        VerificationLevel.REPLAY,
                        2))
                .verify(golden.resolve("ledger"));
    }

    @Test
    void everyRulesVersionHasALedgerThatStillVerifies() throws Exception {
        for (int version = 1; version <= RulesVersions.CURRENT; version++) {
            Report report = verify(golden(version));
            assertThat(report.fault()).as("rules version %d", version).isNull();
            assertThat(report.verdict()).as("rules version %d", version).isEqualTo(Verdict.VERIFIED);
        }
    }

    @Test
    void thatOfTheFirstVersionHasOrdersOfBothKindsAndSealedContracts() throws Exception {
        Report report = verify(golden(1));
        assertThat(report.commands().count(AuthenticationKind.SIGNED)).isGreaterThan(200);
        assertThat(report.commands().count(AuthenticationKind.ATTESTED)).isPositive();
        assertThat(report.seals().contracts()).isPositive();
    }
}
