package io.shuheng.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shuheng.crypto.certificate.Certificate;
import io.shuheng.crypto.certificate.CertificateChain;
import io.shuheng.crypto.certificate.CertificateUsage;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.crypto.digests.NullDigest;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The edge suite: inputs at the borders of SM2 with the answers of a model that shares no code with us. The files beside this class
 * are made by {@code src/test/python/edges.py}.
 */
class EdgeSuiteTest {
    private static final String VALID = "valid";
    private static final long AT_2030 = 1_893_456_000L;

    /** The cases of one file; a file that lost some is noticed. */
    static List<JsonNode> cases(String file) {
        try (InputStream in = Objects.requireNonNull(EdgeSuiteTest.class.getResourceAsStream("edges/" + file))) {
            JsonNode suite = new ObjectMapper().readTree(in);
            JsonNode tests = suite.get("tests");
            assertThat(tests).hasSize(suite.get("numberOfTests").intValue()).hasSizeGreaterThan(20);
            return IntStream.range(0, tests.size()).mapToObj(tests::get).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<DynamicTest> tests(String file, Consumer<JsonNode> check) {
        return cases(file).stream()
                .map(test ->
                        dynamicTest(test.get("id") + " " + test.get("comment").textValue(), () -> check.accept(test)));
    }

    static byte[] bytes(JsonNode test, String field) {
        return Hex.bytes(test.get(field).textValue());
    }

    private static String expected(JsonNode test) {
        return test.get("result").textValue();
    }

    /** The answer of a reader that refuses by exception. */
    private static String answer(Runnable reader) {
        try {
            reader.run();
            return VALID;
        } catch (CryptoException e) {
            return e.code().reason().name();
        }
    }

    @TestFactory
    Stream<DynamicTest> theEquation() {
        return tests(
                "equation.json",
                test -> assertThat(equation(test, Sm2Equation::holds)).isEqualTo(expected(test)));
    }

    @TestFactory
    Stream<DynamicTest> theEquationByTheKeysTable() {
        Map<Sm2PublicKey, PointTable> tables = new HashMap<>();
        return tests(
                "equation.json",
                test -> assertThat(equation(
                                test,
                                (hash, signature, key) -> Sm2FastEquation.holds(
                                        hash,
                                        signature,
                                        key,
                                        tables.computeIfAbsent(key, k -> new PointTable(k.point())))))
                        .isEqualTo(expected(test)));
    }

    /** One of the ways to decide the equation. */
    private interface Equation {
        boolean holds(byte[] hash, Sm2Signature signature, Sm2PublicKey key);
    }

    private static String equation(JsonNode test, Equation equation) {
        byte[] r = bytes(test, "r");
        byte[] s = bytes(test, "s");
        if (r.length != 32 || s.length != 32) {
            return RejectionReason.RANGE.name();
        }
        Sm2PublicKey key = Sm2PublicKey.ofEncoded(bytes(test, "key"));
        boolean[] holds = new boolean[1];
        String readable = answer(() -> {
            Sm2Signature signature = Sm2Signature.ofRaw(Hex.bytes(Hex.text(r) + Hex.text(s)));
            if (Sm2Equation.sumIsZero(signature)) {
                throw new CryptoException(CryptoException.Code.OUT_OF_RANGE, "r + s");
            }
            holds[0] = equation.holds(bytes(test, "e"), signature, key);
        });
        return readable.equals(VALID) && !holds[0] ? RejectionReason.MISMATCH.name() : readable;
    }

    /** Not a check of ours but of the suite: the answers are also those of Bouncy Castle's own signer. */
    @TestFactory
    Stream<DynamicTest> bouncyCastleAgreesOnTheEquation() {
        return cases("equation.json").stream()
                .filter(test -> bytes(test, "r").length == 32 && bytes(test, "s").length == 32)
                .map(test -> dynamicTest(
                        test.get("id") + " " + test.get("comment").textValue(),
                        () -> assertThat(bouncyCastle(test))
                                .isEqualTo(expected(test).equals(VALID))));
    }

    private static boolean bouncyCastle(JsonNode test) {
        SM2Signer signer = new GivenHash(bytes(test, "e"));
        signer.init(
                false,
                new ParametersWithID(
                        new ECPublicKeyParameters(
                                Sm2Curve.DOMAIN.getCurve().decodePoint(bytes(test, "key")), Sm2Curve.DOMAIN),
                        new byte[0]));
        return signer.verifySignature(
                Hex.bytes(test.get("r").textValue() + test.get("s").textValue()));
    }

    /** Bouncy Castle's signer, told the hash instead of the message. */
    private static final class GivenHash extends SM2Signer {
        private final byte[] hash;

        GivenHash(byte[] hash) {
            super(PlainDSAEncoding.INSTANCE, new NullDigest());
            this.hash = hash;
        }

        @Override
        protected BigInteger calculateE(BigInteger n, byte[] message) {
            return new BigInteger(1, hash);
        }
    }

    @TestFactory
    Stream<DynamicTest> signaturesInDer() {
        return tests("signature.json", test -> {
            Sm2Verdict verdict = Sm2Verdict.of(
                    bytes(test, "key"), bytes(test, "userId"), bytes(test, "message"), bytes(test, "signature"));
            String answer = verdict instanceof Sm2Verdict.Rejected rejected
                    ? rejected.reason().name()
                    : VALID;
            assertThat(answer).as(verdict.toString()).isEqualTo(expected(test));
            assertThat(verdict.isValid()).isEqualTo(answer.equals(VALID));
        });
    }

    @TestFactory
    Stream<DynamicTest> keys() {
        return tests(
                "key.json",
                test -> assertThat(answer(() -> Sm2PublicKey.ofEncoded(bytes(test, "encoded"))))
                        .isEqualTo(expected(test)));
    }

    @TestFactory
    Stream<DynamicTest> wrappedKeys() {
        return tests("wrapped-key.json", test -> {
            Decryptor decryptor = new Sm2Decryptor(Sm2KeyPair.ofPrivateKey(bytes(test, "privateKey")));
            assertThat(answer(() ->
                            assertThat(decryptor.unwrap(bytes(test, "wrapped"))).isEqualTo(bytes(test, "plain"))))
                    .isEqualTo(expected(test));
        });
    }

    @TestFactory
    Stream<DynamicTest> certificates() {
        return tests("certificate.json", test -> {
            byte[] der = bytes(test, "certificate");
            String readable = answer(() -> Certificate.ofDer(der));
            CertificateChain.Result result = CertificateChain.validate(
                    der,
                    List.of(),
                    List.of(Certificate.ofDer(bytes(test, "anchor"))),
                    List.of(),
                    AT_2030,
                    CertificateUsage.SIGN);
            if (readable.equals(VALID)) {
                assertThat(
                                result instanceof CertificateChain.Invalid invalid
                                        ? invalid.code().name()
                                        : VALID)
                        .as(result.toString())
                        .isEqualTo(expected(test));
            } else {
                assertThat(readable).as(result.toString()).isEqualTo(expected(test));
                assertThat(result)
                        .isInstanceOfSatisfying(
                                CertificateChain.Invalid.class,
                                invalid -> assertThat(invalid.code()).isEqualTo(CertificateChain.Code.MALFORMED));
            }
        });
    }
}
