package io.shuheng.ledger.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.ledger.LedgerAudit;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.file.Cq4File;
import io.shuheng.ledger.file.Cq4Header;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script that was written from FORMAT.md alone and this library say the same of good ledgers, of unfinished ones and
 * of spoilt ones: which it is, how many records hold, under which root, and which rule is broken where.
 */
final class SecondOpinionTest {

    private static final Path SCRIPT =
            Path.of("second-opinion", "check_ledger.py").toAbsolutePath();
    private static final int SPOILT = 60;
    private static final int CUT = 40;

    @TempDir
    static Path shared;

    private static StandardLedger standard;

    @TempDir
    Path folder;

    /** What one of the two says. */
    private record Opinion(String verdict, String rule, String file, long records, String root) {}

    @BeforeAll
    static void writeTheLedger() throws IOException {
        standard = new StandardLedger(shared);
    }

    @BeforeEach
    void needsPython() throws IOException {
        String version = run(List.of("python3", "-c", "import hashlib, sys; hashlib.new('sm3'); print(sys.version)"));
        assumeTrue(version.startsWith("3."), "python3 with SM3 is not on the path");
    }

    @Test
    void agreesOnALedgerInOrderAndOnOneThatIsBeingWritten() throws Exception {
        Path golden = GoldenLedgerTest.golden(1).resolve("ledger");
        List<Path> ledgers = List.of(standard.ledger(), standard.open(), golden);
        assertThat(agreed(ledgers)).extracting(Opinion::verdict).containsExactly("OK", "UNFINISHED", "OK");
    }

    @Test
    void agreesOnEveryChangedByte() throws IOException {
        Random random = new Random(7);
        List<Path> ledgers = new ArrayList<>();
        for (int i = 0; i < SPOILT; i++) {
            Path copy = standard.copyTo(folder.resolve("spoilt-" + i));
            List<Path> files = StandardLedger.evidence(copy);
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            ledgers.add(copy);
        }
        assertThat(agreed(ledgers)).extracting(Opinion::verdict).containsOnly("FAULT");
    }

    @Test
    void agreesOnWhatACrashLeaves() throws IOException {
        Random random = new Random(8);
        List<Path> ledgers = new ArrayList<>();
        for (int i = 0; i < CUT; i++) {
            Path copy = folder.resolve("cut-" + i);
            StandardLedger.copy(standard.open(), copy);
            LedgerCopy.remove(copy.resolve("checkpoints"));
            List<Path> files = StandardLedger.evidence(copy);
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            int used = used(bytes);
            int from = random.nextInt(used);
            Arrays.fill(bytes, from, Math.min(used, from + 1 + random.nextInt(200)), (byte) 0);
            Files.write(file, random.nextBoolean() ? bytes : Arrays.copyOf(bytes, from));
            ledgers.add(copy);
        }
        assertThat(agreed(ledgers)).extracting(Opinion::verdict).contains("FAULT", "UNFINISHED");
    }

    /* What a group has behind it says whether it was acknowledged, so each place between two documents is another case. */
    @Test
    void agreesOnFilesThatEndBehindEachOfTheirFirstDocuments() throws IOException {
        List<Path> ledgers = new ArrayList<>();
        int files = StandardLedger.evidence(standard.open()).size();
        for (int place = 0; place < files; place++) {
            List<Integer> ends = documentEnds(
                    Files.readAllBytes(StandardLedger.evidence(standard.open()).get(place)));
            for (int end : ends.subList(0, Math.min(ends.size(), 8))) {
                for (boolean cut : new boolean[] {true, false}) {
                    Path copy = folder.resolve("end-" + ledgers.size());
                    StandardLedger.copy(standard.open(), copy);
                    LedgerCopy.remove(copy.resolve("checkpoints"));
                    Path file = StandardLedger.evidence(copy).get(place);
                    byte[] bytes = Files.readAllBytes(file);
                    Arrays.fill(bytes, end, bytes.length, (byte) 0);
                    Files.write(file, cut ? Arrays.copyOf(bytes, end) : bytes);
                    ledgers.add(copy);
                }
            }
        }
        assertThat(agreed(ledgers)).extracting(Opinion::verdict).contains("FAULT", "UNFINISHED");
    }

    private static List<Integer> documentEnds(byte[] file) {
        List<Integer> ends = new ArrayList<>();
        ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = Cq4Header.LENGTH;
        for (int word = words.getInt(at); word > 0; word = words.getInt(at)) {
            at += Cq4File.WORD + Cq4File.padded(word);
            ends.add(at);
        }
        return ends;
    }

    @Test
    void agreesOnAMissingSegmentAFileTooManyAndAForeignCheckpoint() throws IOException {
        Path missing = standard.copyTo(folder.resolve("missing"));
        LedgerCopy.remove(missing.resolve("segment-00000001"));
        Path tooMany = standard.copyTo(folder.resolve("too-many"));
        Files.write(tooMany.resolve("segment-00000001").resolve("x.cq4"), new byte[4]);
        Path replaced = standard.copyTo(folder.resolve("replaced"));
        List<Path> checkpoints = StandardLedger.checkpoints(replaced);
        Files.write(checkpoints.get(0), Files.readAllBytes(checkpoints.get(1)));
        assertThat(agreed(List.of(missing, tooMany, replaced)))
                .extracting(Opinion::verdict)
                .containsOnly("FAULT");
    }

    @Test
    void agreesOnAnEpochAndOnOneThatNamesAnotherRoot() throws IOException {
        StandbyOffice office = new StandbyOffice(SmallExchange.START_NS);
        Path before = folder.resolve("before");
        office.found(before);
        LedgerAudit audit = LedgerAudit.of(before);
        Path right = folder.resolve("right");
        Path wrong = folder.resolve("wrong");
        StandardLedger.copy(before, right);
        StandardLedger.copy(before, wrong);
        office.promote(right, audit.records().size(), audit.root());
        office.promote(wrong, audit.records().size(), Sm3Hash.ofContent());
        List<Opinion> said = agreed(List.of(right, wrong));
        assertThat(said).extracting(Opinion::verdict).containsExactly("OK", "FAULT");
        assertThat(said.get(1).rule()).isEqualTo(VerifierRule.EPOCH.name());
    }

    @Test
    void agreesOnARotatedKeyAndOnWhatAForgerMakesOfIt() throws IOException {
        Path rotated = RotatedLedger.write(folder.resolve("rotated")).ledger();
        RotatedLedger byAnother = RotatedLedger.write(folder.resolve("by-another"));
        byAnother.forgeSignature();
        RotatedLedger notPossessed = RotatedLedger.write(folder.resolve("not-possessed"));
        notPossessed.forgePossession();
        RotatedLedger byTheOld = RotatedLedger.write(folder.resolve("by-the-old"));
        byTheOld.forgeCheckpoints(TestOperator.FIRST.signer());
        RotatedLedger byTheNew = RotatedLedger.write(folder.resolve("by-the-new"));
        byTheNew.forgeCheckpoints(TestOperator.SECOND.signer());
        assertThat(agreed(List.of(
                        rotated, byAnother.ledger(), notPossessed.ledger(), byTheOld.ledger(), byTheNew.ledger())))
                .extracting(Opinion::rule)
                .containsExactly("", "ROTATION", "ROTATION", "CHECKPOINT_SIGNATURE", "CHECKPOINT_SIGNATURE");
    }

    private static int used(byte[] bytes) {
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /** What both say of each. */
    private List<Opinion> agreed(List<Path> ledgers) throws IOException {
        List<Opinion> theirs = second(ledgers);
        assertThat(theirs).hasSameSizeAs(ledgers);
        SoftAssertions each = new SoftAssertions();
        for (int i = 0; i < ledgers.size(); i++) {
            each.assertThat(theirs.get(i)).as(ledgers.get(i).toString()).isEqualTo(first(ledgers.get(i)));
        }
        each.assertAll();
        return theirs;
    }

    private static Opinion first(Path ledger) throws IOException {
        boolean golden = ledger.toString().contains("golden");
        TrustAnchor operator = golden
                ? TrustAnchor.ofPem(ledger.resolveSibling("operator.pem"))
                : TrustAnchor.of(TestKeys.OPERATOR_CERTIFICATE);
        Report report = new Verifier(new VerifierSettings(
                        List.of(operator), List.of(), List.of(), List.of(), VerificationLevel.STRUCTURE, 2))
                .verify(ledger);
        Finding fault = report.fault();
        if (fault != null) {
            return new Opinion("FAULT", fault.rule(), fault.file(), 0, "");
        }
        String verdict = report.limits().contains(Report.Limit.UNFINISHED) ? "UNFINISHED" : "OK";
        return new Opinion(
                verdict, "", "", report.files().records(), report.files().root().hex());
    }

    private List<Opinion> second(List<Path> ledgers) throws IOException {
        List<String> command = new ArrayList<>(List.of("python3", SCRIPT.toString()));
        ledgers.forEach(ledger -> command.add(ledger.toString()));
        List<Opinion> opinions = new ArrayList<>();
        for (String line : run(command).lines().toList()) {
            JsonNode answer = new ObjectMapper().readTree(line);
            String verdict = answer.get("verdict").asText();
            opinions.add(
                    verdict.equals("FAULT")
                            ? new Opinion(
                                    verdict,
                                    answer.get("rule").asText(),
                                    answer.get("file").asText(),
                                    0,
                                    "")
                            : new Opinion(
                                    verdict,
                                    "",
                                    "",
                                    answer.get("records").asLong(),
                                    answer.get("root").asText()));
        }
        return opinions;
    }

    private static String run(List<String> command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return "";
        }
        try (InputStream printed = process.getInputStream()) {
            return new String(printed.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
