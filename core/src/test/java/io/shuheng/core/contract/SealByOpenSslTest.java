package io.shuheng.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.shuheng.crypto.BouncyCastleCryptoProvider;
import io.shuheng.crypto.Sm2KeyPair;
import io.shuheng.crypto.Sm3;
import io.shuheng.crypto.Sm3Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A seal and a contract's hashes, checked with OpenSSL 3 where it is installed: by other hands than ours. */
class SealByOpenSslTest {

    private static final Sm3Hash LEDGER = Sm3Hash.of(Sm3.hash(new byte[] {1}));
    private static final Sm3Hash ROOT = Sm3Hash.of(Sm3.hash(new byte[] {2}));

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsOpenSsl3() throws InterruptedException {
        String version;
        try {
            version = run(Path.of("."), "openssl", "version");
        } catch (IOException e) {
            version = "none";
        }
        assumeThat(version).startsWith("OpenSSL 3");
    }

    @Test
    void verifiesTheSignatureOverTheSealBytes() throws IOException, InterruptedException {
        BouncyCastleCryptoProvider crypto = BouncyCastleCryptoProvider.create();
        Sm2KeyPair operator = crypto.generateKeyPair();
        byte[] toSeal = SealBytes.of(LEDGER, 1, 64, ROOT);
        assertThat(toSeal).hasSize(94);
        Files.write(folder.resolve("seal.bin"), toSeal);
        Files.write(
                folder.resolve("seal.sig"), crypto.signer(operator).sign(toSeal).der());
        Files.writeString(
                folder.resolve("operator.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(operator.publicKey().subjectPublicKeyInfo())
                        + "\n-----END PUBLIC KEY-----\n");
        assertThat(verify()).contains("Signature Verified Successfully");
        Files.write(folder.resolve("seal.bin"), SealBytes.of(LEDGER, 1, 65, ROOT));
        assertThat(verify()).doesNotContain("Signature Verified Successfully");
    }

    @Test
    void computesTheHashesThatAContractBinds() throws IOException, InterruptedException {
        MarketScript market = new MarketScript();
        market.trade(1);
        ContractProjection projection = new ContractProjection(ContractTemplates.bundled(), batch -> {});
        market.ledger().feed(projection, 0);
        Contract contract = projection.contract(1);
        Files.writeString(folder.resolve("contract.zh.txt"), contract.textZh(), StandardCharsets.UTF_8);
        assertThat(run(folder, "openssl", "dgst", "-sm3", "contract.zh.txt"))
                .contains(Sm3Hash.of(contract.terms().getText().getTextZhSm3().bytes())
                        .hex());
    }

    private String verify() throws IOException, InterruptedException {
        return run(
                folder,
                "openssl",
                "pkeyutl",
                "-verify",
                "-pubin",
                "-inkey",
                "operator.pem",
                "-rawin",
                "-digest",
                "sm3",
                "-in",
                "seal.bin",
                "-sigfile",
                "seal.sig",
                "-pkeyopt",
                "distid:1234567812345678");
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
