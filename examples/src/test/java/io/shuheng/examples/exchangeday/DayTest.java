package io.shuheng.examples.exchangeday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.shuheng.core.engine.Engine;
import io.shuheng.core.record.CommandBody;
import io.shuheng.core.record.RecordBuffer;
import io.shuheng.core.record.RecordHeader;
import io.shuheng.core.record.RecordKind;
import io.shuheng.core.rules.RecordCatalogue;
import io.shuheng.core.rules.RulesVersions;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.crypto.merkle.MerkleHasher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the whole day three times: twice with one seed, in both languages, and once with another. */
class DayTest {

    @TempDir
    private static Path directory;

    private static DayRun day;
    private static DayRun sameSeed;
    private static DayRun otherSeed;

    @BeforeAll
    static void letTheDaysPass() {
        day = DayRun.of(directory.resolve("day"), 1, "zh");
        sameSeed = DayRun.of(directory.resolve("same"), 1, "en");
        otherSeed = DayRun.of(directory.resolve("other"), 2, "en");
    }

    private static JsonNode summary(DayRun run) throws IOException {
        return new JsonMapper().readTree(run.out().resolve("summary.json").toFile());
    }

    @Test
    void endsWellWithEachSeedAndInEachLanguage() {
        assertThat(List.of(day, sameSeed, otherSeed)).allSatisfy(run -> {
            assertThat(run.exitCode()).as(run.printed()).isZero();
            assertThat(run.printed())
                    .contains("VERIFIED")
                    .doesNotContain("\tat ")
                    .doesNotContain("Exception");
        });
    }

    @Test
    void tellsTheStoryInTheLanguageAskedFor() {
        assertThat(day.printed()).contains("数衡 · 交易日", "试算平衡表", "凭证").doesNotContain("The trial balance");
        assertThat(sameSeed.printed()).contains("The trial balance").doesNotContain("试算平衡表");
    }

    @Test
    void leavesWhatItSaysItLeaves() {
        for (String name : List.of(
                "ledger",
                "operator.pem",
                "members-ca.pem",
                "closing.checkpoint",
                "contracts/contract-1.zh.txt",
                "contracts/contract-1.en.txt",
                "contracts/contract-1.bin",
                "contracts/contract-20.en.txt",
                "contracts/check-by-hand.en.md",
                "contracts/check-by-hand.zh.md",
                "deliveries/contract-1.envelope",
                "deliveries/contract-1.key",
                "proofs/contract-1.proof",
                "proofs/voucher-1.proof",
                "proofs/negotiation-1.proof",
                "evidence",
                "summary.json")) {
            assertThat(day.out().resolve(name)).exists();
        }
    }

    @Test
    void givesTheBuyerTheVeryFileThatWasListedAndTheExchangeCiphertextOnly() throws IOException {
        byte[] listed =
                ExchangeDay.class.getResourceAsStream("catalogue/airports.csv").readAllBytes();
        assertThat(day.out().resolve("members/routes/received/airports.csv")).hasBinaryContent(listed);
        byte[] delivered = Files.readAllBytes(day.out().resolve("deliveries/contract-1.envelope"));
        assertThat(delivered).hasSizeGreaterThan(listed.length);
        assertThat(new String(delivered, StandardCharsets.ISO_8859_1)).doesNotContain("Livingston Municipal");
    }

    @Test
    void countsWhatHappened() throws IOException {
        JsonNode summary = summary(day);
        assertThat(summary.get("trades").asLong()).isEqualTo(154);
        assertThat(summary.get("contracts").asLong()).isEqualTo(154);
        assertThat(summary.get("notionalFen").asLong()).isEqualTo(801_574);
        assertThat(summary.get("feesFen").asLong()).isEqualTo(4_132);
        assertThat(summary.at("/recordsByLink/VOUCHER").asLong()).isEqualTo(50);
        assertThat(summary.at("/commandsByAuthentication/SIGNED").asLong()).isPositive();
        assertThat(summary.at("/ordersByAuthentication/SIGNED").asLong()).isEqualTo(33);
        assertThat(summary.at("/ordersByAuthentication/ATTESTED").asLong()).isEqualTo(400);
        assertThat(summary.get("ledgerRecords").asLong())
                .isEqualTo(day.records().size());
        assertThat(summary.get("verdict").asText()).isEqualTo("VERIFIED");
        assertThat(summary.get("secondsByStep").size()).isGreaterThan(5);
    }

    @Test
    void listsAllRealDataSetsAndOneThatIsMadeUp() throws IOException {
        JsonNode summary = summary(day);
        // Each brings an instrument, an offer and more; the exact count is that of its figures by link.
        assertThat(summary.at("/recordsByLink/LISTING").asLong()).isGreaterThanOrEqualTo(18 * 3);
        assertThat(sameSeed.printed())
                .contains("Airport location list", "Unemployment by industry", "Codes of China's counties", "made up");
    }

    @Test
    void listsWhatTheOperatorsOfficersHaveDoneTwoAtATime() throws IOException {
        JsonNode acts = summary(day).get("operatorActs");
        assertThat(acts.findValuesAsText("act")).contains("OpenBoard", "FreezeByOrder", "LiftFreeze");
        for (JsonNode act : acts) {
            assertThat(act.get("endorsed").asLong())
                    .isGreaterThan(act.get("proposed").asLong());
        }
    }

    @Test
    void refusesWhatItSaysItRefuses() throws IOException {
        JsonNode refusals = summary(day).get("refusals");
        for (String code : List.of(
                "LISTING_NO_OPINION",
                "LISTING_OPINION_EXPIRED",
                "GRADE_CORE",
                "FOUR_EYES",
                "APPROVAL_MISSING",
                "SCENARIO_NOT_ALLOWED",
                "DELIVERY_BASIS_MISSING",
                "STALE_PRICE",
                "PRICE_OFF_TICK",
                "TERMS_STALE",
                "INSUFFICIENT_FUNDS",
                "PRODUCT_FROZEN",
                "CONFLICT")) {
            assertThat(refusals.path(code).asLong()).as(code).isEqualTo(1);
            assertThat(day.printed()).contains(code);
        }
        assertThat(refusals.get("MANDATE_SCOPE").asLong()).isEqualTo(2);
        assertThat(refusals.get("BAD_SIGNATURE").asLong()).isEqualTo(2);
    }

    @Test
    void sealsTheVeryContractThatBothSidesOfANegotiationSigned() {
        Path contracts = day.out().resolve("contracts");
        for (String kind : List.of(".zh.txt", ".en.txt", ".bin")) {
            assertThat(contracts.resolve("negotiation-1" + kind))
                    .hasSameBinaryContentAs(contracts.resolve("contract-16" + kind));
        }
        assertThat(contracts.resolve("negotiation-1.zh.txt"))
                .content()
                .contains("场内协议成交", "气象指数保险的定价模型", "乙方每季度向甲方书面报告一次使用情况");
        assertThat(contracts.resolve("negotiation-1.en.txt"))
                .content()
                .contains(
                        "negotiated on the exchange", "pricing models for weather index insurance", "within 24 hours");
        assertThat(day.out().resolve("deliveries/contract-16.envelope")).exists();
        assertThat(sameSeed.printed()).contains("CNY 542.70 are held", "becomes trade 16 at CNY 540.00");
    }

    @Test
    void takesARejectedFileOutOfTheBuyersFolder() {
        assertThat(day.out().resolve("deliveries/contract-14.envelope")).exists();
        assertThat(day.out().resolve("members/routes/received/china-areas.csv")).doesNotExist();
        assertThat(sameSeed.printed()).contains("signs that it has", "the seller gets 60% of the price");
    }

    @Test
    void findsOutItsSpoiltCopies() {
        assertThat(sameSeed.printed())
                .containsPattern("one bit of record \\d+ is changed")
                .contains("FRAME_CRC in segment-00000001/")
                .contains("the tail is missing");
    }

    @Test
    void leavesAPageWhoseLinesPrintWhatItSays() throws Exception {
        assumeThat(HandCheck.openSslVersion()).startsWith("OpenSSL 3");
        for (String language : List.of("en", "zh")) {
            List<HandCheck> checks = HandCheck.read(day.out().resolve("contracts/check-by-hand." + language + ".md"));
            assertThat(checks).hasSize(9);
            for (HandCheck check : checks) {
                assertThat(check.run(day.out().resolve("contracts")))
                        .as(check.lines())
                        .isEqualTo(check.expected());
            }
        }
    }

    @Test
    void hasTheSameRecordsAndRootForTheSameSeedWhateverTheLanguage() throws IOException {
        assertThat(firstDifference(sameSeed.records(), day.records())).isEmpty();
        assertThat(summary(sameSeed).get("ledgerRoot")).isEqualTo(summary(day).get("ledgerRoot"));
        assertThat(files(sameSeed.out().resolve("evidence")))
                .isEqualTo(files(day.out().resolve("evidence")));
        assertThat(files(sameSeed.out().resolve("deliveries")))
                .isEqualTo(files(day.out().resolve("deliveries")));
    }

    @Test
    void isAnotherDayForAnotherSeed() throws IOException {
        assertThat(summary(otherSeed).get("ledgerRoot"))
                .isNotEqualTo(summary(day).get("ledgerRoot"));
    }

    @Test
    void givesTheSameRecordsAndRootWhenItsCommandsAreReplayed() throws IOException {
        List<byte[]> records = day.records();
        List<byte[]> replayed = replay(records);
        assertThat(firstDifference(replayed, records)).isEmpty();
        MerkleFrontier tree = new MerkleFrontier();
        for (byte[] record : replayed) {
            tree.append(new MerkleHasher().leaf(record, 0, record.length));
        }
        assertThat(tree.root().toString())
                .isEqualTo(summary(day).get("ledgerRoot").asText());
    }

    /** Feeds a new engine with the recorded commands, their authentication and their times, and nothing else. */
    private static List<byte[]> replay(List<byte[]> records) {
        RecordCatalogue catalogue = RulesVersions.current();
        Engine engine = new Engine(catalogue);
        List<byte[]> replayed = new ArrayList<>();
        for (byte[] record : records) {
            RecordKind kind = catalogue.ofType(RecordHeader.type(record, 0));
            if (kind.isCommand()) {
                CommandBody body = CommandBody.read(kind.checker(), record, 0, record.length);
                RecordBuffer group = new RecordBuffer();
                engine.execute(kind, body.command(), body.authentication(), RecordHeader.timeNs(record, 0), group);
                for (int i = 0; i < group.count(); i++) {
                    replayed.add(group.copy(i));
                }
            }
        }
        return replayed;
    }

    /** The first record that is not the same, in a form short enough to read. */
    private static Optional<String> firstDifference(List<byte[]> some, List<byte[]> others) {
        for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
            int at = Arrays.mismatch(some.get(i), others.get(i));
            if (at >= 0) {
                return Optional.of("record " + i + ", type " + RecordHeader.type(some.get(i), 0) + ", byte " + at);
            }
        }
        return some.size() == others.size()
                ? Optional.empty()
                : Optional.of(some.size() + " records and " + others.size());
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString(), HexFormat.of().formatHex(Files.readAllBytes(path)));
            }
        }
        return files;
    }
}
