package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.verify.TwiceRotatedLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command, on a ledger whose operator has changed its key twice, with each of its certificates. */
final class RotatedLedgerCommandsTest {

    @TempDir
    static Path shared;

    private static TwiceRotatedLedger rotated;
    private static final List<Path> OPERATORS = new ArrayList<>();
    private static Path members;

    @TempDir
    Path folder;

    private String said = "";

    @BeforeAll
    static void writeTheLedger() throws IOException {
        rotated = TwiceRotatedLedger.write(shared.resolve("ledger"));
        for (Certificate operator : TwiceRotatedLedger.OPERATORS) {
            Path file = Files.createDirectories(shared.resolve("elsewhere"))
                    .resolve("operator-" + OPERATORS.size() + ".pem");
            OPERATORS.add(Files.writeString(file, operator.pem()));
        }
        members = Files.writeString(
                shared.resolve("elsewhere/members.pem"),
                TwiceRotatedLedger.membersAuthority().pem());
    }

    private int run(Object... words) {
        Said done = Said.by(words);
        said = done.all();
        return done.code();
    }

    @Test
    void provesAndChecksWithEachCertificateAndFingerprint() throws IOException {
        for (int i = 0; i < OPERATORS.size(); i++) {
            Path operator = OPERATORS.get(i);
            Path proof = folder.resolve("contract-" + i + ".proof");
            assertThat(run(
                            "prove",
                            rotated.ledger(),
                            "--contract",
                            2,
                            "--trust",
                            operator,
                            "--members-trust",
                            members,
                            "--continuing",
                            rotated.kept(1),
                            "--out",
                            proof))
                    .as(said)
                    .isZero();
            for (Path other : OPERATORS) {
                assertThat(run(
                                "check",
                                proof,
                                "--trust",
                                other,
                                "--members-trust",
                                members,
                                "--page",
                                folder.resolve("page.html"),
                                "--pieces",
                                folder.resolve("pieces"),
                                "--json",
                                folder.resolve("check.json")))
                        .as(said)
                        .isZero();
                assertThat(said.contains("OPERATOR_KEY_BY_PREDECESSOR")).isEqualTo(!other.equals(OPERATORS.get(2)));
            }
            assertThat(Files.readString(folder.resolve("page.html")))
                    .contains("第 " + rotated.rotations().get(0) + " 号记录");
            assertThat(Files.readString(folder.resolve("check.json"))).contains("\"operatorKeys\"", "\"key\": 9");
            String fingerprint = TwiceRotatedLedger.OPERATORS.get(i).sm3().hex();
            assertThat(run("check", proof, "--trust-fingerprint", fingerprint))
                    .as(said)
                    .isZero();
        }
        Path receipt = folder.resolve("receipt.proof");
        assertThat(run(
                        "prove",
                        rotated.ledger(),
                        "--receipt",
                        rotated.appointment(),
                        "--trust",
                        OPERATORS.get(0),
                        "--out",
                        receipt))
                .as(said)
                .isZero();
        assertThat(run("check", receipt, "--trust", OPERATORS.get(1))).as(said).isZero();
    }

    @Test
    void joinsCheckpointsOfDifferentKeys() {
        for (Path operator : OPERATORS) {
            for (int key = 1; key <= 2; key++) {
                assertThat(run(
                                "consistency",
                                rotated.kept(key),
                                rotated.kept(3),
                                "--ledger",
                                rotated.ledger(),
                                "--trust",
                                operator))
                        .as(said)
                        .isZero();
                Path proof = folder.resolve("joined-" + key + "-" + operator.getFileName());
                assertThat(run(
                                "prove",
                                rotated.ledger(),
                                "--receipt",
                                0,
                                "--trust",
                                operator,
                                "--continuing",
                                rotated.kept(key),
                                "--out",
                                proof))
                        .as(said)
                        .isZero();
                assertThat(run(
                                "consistency",
                                rotated.kept(key),
                                rotated.kept(3),
                                "--proof",
                                proof,
                                "--trust",
                                operator))
                        .as(said)
                        .isZero();
            }
        }
        assertThat(run(
                        "consistency",
                        rotated.kept(1),
                        rotated.kept(2),
                        "--ledger",
                        rotated.ledger(),
                        "--trust",
                        OPERATORS.get(0)))
                .as(said)
                .isZero();
    }

    @Test
    void checksACycleWithAProofOfTheKeys() throws IOException {
        Path receipt = folder.resolve("receipt.proof");
        assertThat(run("prove", rotated.ledger(), "--receipt", 0, "--trust", OPERATORS.get(0), "--out", receipt))
                .as(said)
                .isZero();
        Path cycle = rotated.ledger()
                .resolve(new LedgerCopy(rotated.ledger()).evidence().get(0));
        for (Path operator : OPERATORS) {
            assertThat(run(
                            "cycle",
                            cycle,
                            "--trust",
                            operator,
                            "--operator-from",
                            receipt,
                            "--json",
                            folder.resolve("cycle.json")))
                    .as(said)
                    .isZero();
            assertThat(Files.readString(folder.resolve("cycle.json"))).contains("\"keyStart\": \"GENESIS\"");
        }
        assertThat(run("cycle", cycle, "--trust", OPERATORS.get(0), "--operator-from", rotated.kept(1)))
                .isEqualTo(64);
        assertThat(said).contains("--operator-from");
    }

    @Test
    void verifiesReportsSamplesAndCopies() throws IOException {
        for (Path operator : OPERATORS) {
            String name = String.valueOf(operator.getFileName());
            assertThat(run(
                            "verify",
                            rotated.ledger(),
                            "--trust",
                            operator,
                            "--members-trust",
                            members,
                            "--anchor",
                            rotated.kept(3),
                            "--no-relaunch"))
                    .as(said)
                    .isZero();
            assertThat(run(
                            "report",
                            rotated.ledger(),
                            "--trust",
                            operator,
                            "--members-trust",
                            members,
                            "--anchor",
                            rotated.kept(3),
                            "--out",
                            folder.resolve(name + ".html")))
                    .as(said)
                    .isZero();
            assertThat(run(
                            "sample",
                            rotated.ledger(),
                            "--n",
                            2,
                            "--seed",
                            "drawn",
                            "--trust",
                            operator,
                            "--members-trust",
                            members,
                            "--out",
                            folder.resolve("sample-" + name)))
                    .as(said)
                    .isZero();
            assertThat(run("inspect", rotated.ledger(), "--operator", "--trust", operator))
                    .as(said)
                    .isZero();
            assertThat(said).contains("RotateOperatorKey");
            assertThat(run("trail", rotated.ledger(), "trade:2", "--trust", operator))
                    .as(said)
                    .isZero();
        }
        assertThat(run("export", rotated.ledger(), "--out", folder.resolve("export")))
                .as(said)
                .isZero();
        assertThat(run("compare", rotated.ledger(), folder.resolve("export")))
                .as(said)
                .isZero();
        assertThat(run("backup", rotated.ledger(), folder.resolve("backup")))
                .as(said)
                .isZero();
    }
}
