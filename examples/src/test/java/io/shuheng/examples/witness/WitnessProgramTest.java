package io.shuheng.examples.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.CryptoProvider;
import io.shuheng.crypto.Signer;
import io.shuheng.crypto.Sm2Verifier;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateAuthority;
import io.shuheng.crypto.certificate.DistinguishedName;
import io.shuheng.crypto.certificate.Validity;
import io.shuheng.crypto.merkle.MerkleTree;
import io.shuheng.ledger.cli.VerifierMain;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.file.Cosignature;
import io.shuheng.ledger.witness.FileWitness;
import io.shuheng.ledger.witness.WitnessAnswer;
import io.shuheng.ledger.witness.WitnessRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness from its making to the evidence of a fork, by its command line alone. */
final class WitnessProgramTest {

    private static final CryptoProvider CRYPTO = BouncyCastleCryptoProvider.create();
    private static final Sm3Hash LEDGER = Sm3Hash.ofContent(new byte[] {1});

    private final StringWriter printed = new StringWriter();
    private final Signer operator = CRYPTO.signer(CRYPTO.generateKeyPair());

    @TempDir
    private Path directory;

    private Path home;
    private Path operatorFile;

    @BeforeEach
    void makeAWitness() throws IOException {
        home = directory.resolve("witness");
        DistinguishedName name =
                DistinguishedName.ofCountry("CN").organization("Operator").build();
        operatorFile = Files.writeString(
                directory.resolve("operator.pem"),
                CertificateAuthority.createRoot(CRYPTO, operator, name, Validity.ofDays(1_767_574_800L, 365))
                        .certificate()
                        .pem());
        assertThat(run("init", home, "--name", "witness.example")).isZero();
    }

    private int run(Object... arguments) {
        printed.getBuffer().setLength(0);
        return WitnessProgram.run(
                new PrintWriter(printed, true),
                Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }

    private int accept() throws IOException {
        Path kept = Files.write(
                directory.resolve("kept.checkpoint"), checkpoint(tree(0), 3).encode());
        return run("accept", home, "--checkpoint", kept, "--operator", operatorFile);
    }

    private int look() {
        return run("run", home, "--requests", directory, "--answers", directory, "--once");
    }

    private static MerkleTree tree(int history) {
        MerkleTree tree = new MerkleTree();
        for (int i = 0; i < 20; i++) {
            tree.append(Sm3Hash.ofContent(new byte[] {(byte) i, (byte) history}));
        }
        return tree;
    }

    private Checkpoint checkpoint(MerkleTree tree, long size) {
        return Checkpoint.sign(LEDGER, size, tree.root(size), size, 1, "operator", operator);
    }

    private FileWitness witness() throws IOException {
        Certificate certificate = Certificate.ofPem(Files.readString(home.resolve("witness.pem")));
        return new FileWitness(LEDGER, certificate.publicKey(), directory, directory);
    }

    private void ask(MerkleTree tree, long old, long size) throws IOException {
        witness().ask(WitnessRequest.of(tree.consistency(old, size), checkpoint(tree, size)));
    }

    @Test
    void cosignsOneHistoryAndKeepsEvidenceOfAnother() throws IOException {
        assertThat(accept()).isZero();
        ask(tree(0), 0, 11);
        assertThat(look()).isZero();
        assertThat(printed.toString()).contains("11: cosigned");
        List<WitnessAnswer> answers = witness().answers();
        Sm2Verifier key = new Sm2Verifier(witness().key());
        assertThat(answers).singleElement().isInstanceOfSatisfying(WitnessAnswer.Cosigned.class, cosigned -> {
            assertThat(cosigned.line().name()).isEqualTo("witness.example");
            assertThat(Cosignature.seconds(cosigned.line(), checkpoint(tree(0), 11), key))
                    .isPresent();
        });
        witness().settle(answers.get(0));
        ask(tree(1), 11, 11);
        assertThat(look()).isEqualTo(3);
        assertThat(printed.toString()).contains("refused FORK, has seen 11");
        try (Stream<Path> kept = Files.list(home.resolve("evidence"))) {
            Path evidence = kept.findFirst().orElseThrow();
            StringWriter out = new StringWriter();
            PrintWriter printer = new PrintWriter(out, true);
            Path json = home.resolve("fork.json");
            String[] check = {"fork", evidence.toString(), "--trust", operatorFile.toString(), "--json", json.toString()
            };
            assertThat(VerifierMain.run(printer, printer, check)).isEqualTo(1);
            assertThat(json).content().contains("\"finding\": \"TWO_HISTORIES\"");
            assertThat(out.toString()).contains("TWO_HISTORIES");
            String[] another = {
                "fork",
                evidence.toString(),
                "--trust",
                home.resolve("witness.pem").toString()
            };
            assertThat(VerifierMain.run(printer, printer, another)).isZero();
            String[] none = {"fork", operatorFile.toString(), "--trust", operatorFile.toString()};
            assertThat(VerifierMain.run(printer, printer, none)).isEqualTo(64);
        }
    }

    @Test
    void cosignsNothingOfALedgerThatItDoesNotWatch() throws IOException {
        ask(tree(0), 0, 11);
        assertThat(look()).isZero();
        assertThat(printed.toString()).contains("refused UNKNOWN_LEDGER");
    }

    @Test
    void hasOneKeyAndTakesNoCheckpointThatTheOperatorHasNotSigned() throws IOException {
        assertThat(run("init", home, "--name", "other")).isEqualTo(1);
        assertThat(run("init", directory.resolve("other"), "--name", "two words"))
                .isEqualTo(64);
        Path kept = Files.write(
                directory.resolve("kept.checkpoint"), checkpoint(tree(0), 3).encode());
        assertThat(run("accept", home, "--checkpoint", kept, "--operator", home.resolve("witness.pem")))
                .isEqualTo(64);
        assertThat(printed.toString()).contains("not signed with the key of").doesNotContain("\tat ");
        assertThat(run("run", home, "--requests", directory, "--answers", directory, "--every-ms", "1"))
                .isEqualTo(64);
    }
}
