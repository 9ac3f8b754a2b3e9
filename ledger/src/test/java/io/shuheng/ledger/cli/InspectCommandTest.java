package io.shuheng.ledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shuheng.crypto.Sm3Hash;
import io.shuheng.crypto.merkle.MerkleFrontier;
import io.shuheng.ledger.LedgerCopy;
import io.shuheng.ledger.file.Checkpoint;
import io.shuheng.ledger.verify.TrustAnchor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InspectCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static Said whole;
    private static List<JsonNode> records;

    @TempDir
    Path folder;

    @BeforeAll
    static void inspectTheDay() {
        whole = Said.by("inspect", GoldenDay.ledger());
        records = read(whole);
    }

    private static List<JsonNode> read(Said said) {
        List<JsonNode> read = new ArrayList<>();
        try {
            for (String line : said.lines()) {
                read.add(JSON.readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    private static List<JsonNode> inspect(Object... options) {
        List<Object> words = new ArrayList<>(List.of("inspect", GoldenDay.ledger()));
        words.addAll(List.of(options));
        Said said = Said.by(words.toArray());
        assertThat(said.code()).as(said.err()).isZero();
        return read(said);
    }

    private static List<Long> sequences(List<JsonNode> of, Predicate<JsonNode> which) {
        return of.stream()
                .filter(which)
                .map(one -> one.get("sequence").asLong())
                .toList();
    }

    @Test
    void showsEveryRecordOnALineOfItsOwnAndSaysThatItVerifiesNothing() throws IOException {
        assertThat(whole.code()).isZero();
        assertThat(whole.err()).contains("not verified");
        Checkpoint closing = Checkpoint.parse(Files.readAllBytes(GoldenDay.anchor()));
        assertThat(records).hasSize((int) closing.size());
        MerkleFrontier tree = new MerkleFrontier();
        for (int i = 0; i < records.size(); i++) {
            assertThat(records.get(i).get("sequence").asLong()).isEqualTo(i);
            assertThat(records.get(i).get("verified").asBoolean()).isFalse();
            tree.append(Sm3Hash.ofHex(records.get(i).get("leafSm3").asText()));
        }
        assertThat(tree.root()).as("the leaves shown are those of the tree").isEqualTo(closing.root());
    }

    @Test
    void printsTheSameBytesEachTime() {
        assertThat(Said.by("inspect", GoldenDay.ledger()).out()).isEqualTo(whole.out());
    }

    @Test
    void writesNumbersThatReadersOfJsonWouldRoundAsText() {
        JsonNode time = records.get(5).get("timeNs");
        assertThat(time.isTextual()).isTrue();
        assertThat(records.get(5).get("sequence").isIntegralNumber()).isTrue();
        assertThat(JsonObject.number((1L << 53) - 1)).isEqualTo("9007199254740991");
        assertThat(JsonObject.number(1L << 53)).isEqualTo("\"9007199254740992\"");
        assertThat(JsonObject.number(Long.MIN_VALUE)).isEqualTo("\"-9223372036854775808\"");
    }

    @Test
    void givesTimesInTheLedgersOwnOffset() {
        assertThat(records.get(0).get("time").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}\\+08:00");
    }

    @Test
    void showsARangeAndAKind() {
        assertThat(sequences(inspect("--from", 100, "--to", 109), one -> true))
                .containsExactly(100L, 101L, 102L, 103L, 104L, 105L, 106L, 107L, 108L, 109L);
        List<Long> trades = sequences(records, one -> one.get("type").asText().equals("Trade"));
        assertThat(sequences(inspect("--type", "trade"), one -> true))
                .isNotEmpty()
                .isEqualTo(trades);
    }

    @Test
    void showsWhatAParticipantSentAndWhatNamesIt() {
        long party = records.stream()
                .filter(one -> one.get("type").asText().equals("Trade"))
                .findFirst()
                .orElseThrow()
                .get("fields")
                .get("seller")
                .asLong();
        List<JsonNode> about = inspect("--participant", party);
        assertThat(sequences(about, one -> true))
                .containsAll(sequences(
                        records, one -> one.path("sender").path("participant").asLong() == party))
                .containsAll(sequences(
                        records,
                        one -> one.get("type").asText().equals("Trade")
                                && (one.get("fields").get("seller").asLong() == party
                                        || one.get("fields").get("buyer").asLong() == party)));
        for (JsonNode one : about) {
            assertThat(one.toString()).containsPattern("\":" + party + "[,}\\]]");
        }
    }

    @Test
    void showsWhatOfficersAndTheOperatorDidAndWhatASecondOneEndorsed() {
        List<JsonNode> acts = inspect("--operator");
        Predicate<JsonNode> byOfficers =
                one -> one.path("sender").has("officer") || one.path("sender").has("operator");
        assertThat(sequences(acts, one -> true)).isNotEmpty().isEqualTo(sequences(records, byOfficers));
        JsonNode endorsement = acts.stream()
                .filter(one -> one.get("type").asText().equals("EndorseAct"))
                .findFirst()
                .orElseThrow();
        JsonNode endorsed = endorsement.get("act").get("endorses");
        assertThat(endorsed.get("sequence")).isEqualTo(endorsement.get("fields").get("act"));
        assertThat(endorsed.get("office").asText()).isNotEmpty();
        assertThat(endorsed.get("officer"))
                .isNotEqualTo(endorsement.get("sender").get("officer"));
        JsonNode freeze = acts.stream()
                .filter(one -> one.get("type").asText().equals("FreezeByOrder"))
                .findFirst()
                .orElseThrow();
        assertThat(freeze.get("act").get("waitsForSecond").asBoolean()).isTrue();
        assertThat(freeze.get("act").get("documents")).isNotEmpty();
        assertThat(freeze.get("act").get("reason").asText()).isNotEmpty();
    }

    @Test
    void followsAProductThroughItsInstrumentsAndTrades() {
        JsonNode submitted = records.stream()
                .filter(one -> one.get("type").asText().equals("SubmitListing"))
                .findFirst()
                .orElseThrow();
        String id = submitted.get("fields").get("descriptor").get("productId").asText();
        long listing = event(submitted, "LISTING_SUBMITTED").get("listing").asLong();
        Set<Long> instruments = new HashSet<>();
        for (JsonNode one : records) {
            if (one.get("type").asText().equals("OpenInstrument")
                    && one.get("fields").get("listing").asLong() == listing) {
                instruments.add(
                        event(one, "INSTRUMENT_OPENED").get("instrument").asLong());
            }
        }
        List<JsonNode> shown = inspect("--product", id);
        Predicate<JsonNode> trade = one -> one.get("type").asText().equals("Trade");
        assertThat(instruments).isNotEmpty();
        assertThat(sequences(shown, trade))
                .isNotEmpty()
                .isEqualTo(sequences(
                        records,
                        one -> trade.test(one)
                                && instruments.contains(
                                        one.get("fields").get("instrument").asLong())));
        assertThat(shown)
                .extracting(one -> one.get("type").asText())
                .contains("ListProduct", "Voucher", "ContractsSealed");
        assertThat(inspect("--product", "no such product")).isEmpty();
    }

    private static JsonNode event(JsonNode record, String kind) {
        for (JsonNode event : record.get("events")) {
            if (event.get("event").asText().equals(kind)) {
                return event;
            }
        }
        throw new AssertionError(kind);
    }

    @Test
    void saysARefusalByNameWithTheFieldItIsOver() {
        JsonNode refused = records.stream()
                .filter(one -> one.toString().contains("\"REJECTED\"") && one.has("sender"))
                .filter(one -> event(one, "REJECTED").get("field").asLong() >= 0)
                .findFirst()
                .orElseThrow();
        assertThat(event(refused, "REJECTED").get("codeName").asText()).isNotEmpty();
        assertThat(refused.get("fields")
                        .has(event(refused, "REJECTED").get("fieldName").asText()))
                .isTrue();
    }

    @Test
    void writesATableThatASpreadsheetOpens() throws IOException {
        Path csv = folder.resolve("records.csv");
        inspect("--csv", csv, "--lang", "zh");
        List<List<String>> rows = CsvReading.of(csv);
        assertThat(rows).hasSize(records.size() + 1);
        assertThat(rows).allMatch(row -> row.size() == rows.get(0).size());
        int fen = rows.get(0).indexOf("金额（分）");
        List<String> deposit = rows.stream()
                .filter(row -> row.get(2).equals("ConfirmDeposit"))
                .findFirst()
                .orElseThrow();
        assertThat(deposit.get(fen + 1)).isEqualTo(RecordText.yuan(Long.parseLong(deposit.get(fen))));
        assertThat(deposit.get(rows.get(0).indexOf("银行流水号"))).isNotEmpty();
    }

    @Test
    void writesNothingIntoTheLedgersFolder() {
        Said said = Said.by(
                "inspect", GoldenDay.ledger(), "--csv", GoldenDay.ledger().resolve("records.csv"));
        assertThat(said.code()).isEqualTo(64);
        assertThat(said.out()).isEmpty();
        assertThat(GoldenDay.ledger().resolve("records.csv")).doesNotExist();
    }

    @Test
    void showsNothingOfAnotherOperatorsLedger() throws IOException {
        String fingerprint =
                TrustAnchor.ofPem(GoldenDay.operator()).certificate().sm3().hex();
        Said own = Said.by(
                "inspect", GoldenDay.ledger(), "--to", 3, "--trust-fingerprint", fingerprint.toUpperCase(Locale.ROOT));
        assertThat(own.code()).isZero();
        assertThat(own.lines()).hasSize(4);
        Said others = Said.by("inspect", GoldenDay.ledger(), "--trust-fingerprint", "00" + fingerprint.substring(2));
        assertThat(others.code()).isEqualTo(1);
        assertThat(others.out()).isEmpty();
        assertThat(others.err()).contains("OPERATOR");
        assertThat(Said.by("inspect", GoldenDay.ledger(), "--trust-fingerprint", "abc")
                        .code())
                .isEqualTo(64);
    }

    @Test
    void refusesAKindOfRecordThatThereIsNot() {
        Said said = Said.by("inspect", GoldenDay.ledger(), "--type", "Nonsense");
        assertThat(said.code()).isEqualTo(64);
        assertThat(said.err()).contains("Nonsense");
        assertThat(Said.by("inspect", GoldenDay.ledger(), "--from", 9, "--to", 3)
                        .code())
                .isEqualTo(64);
    }

    @Test
    void speaksChinese() {
        assertThat(Said.by("inspect", GoldenDay.ledger(), "--to", 1, "--lang", "zh")
                        .err())
                .contains("未经核验");
    }

    @Test
    void stopsQuietlyWhenNobodyListensAnyMore() {
        class Closed extends Writer {
            private int writes;

            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                writes++;
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        }
        Closed pipe = new Closed();
        StringWriter err = new StringWriter();
        int code = VerifierMain.run(
                new PrintWriter(pipe, true),
                new PrintWriter(err, true),
                "inspect",
                GoldenDay.ledger().toString());
        assertThat(code).isZero();
        assertThat(pipe.writes).isLessThan(500);
        assertThat(err.toString()).doesNotContain("Broken pipe", "\tat ");
    }

    @Test
    void showsWhatStandsBeforeAFaultAndNamesIt() throws IOException {
        LedgerCopy copy = new LedgerCopy(GoldenDay.ledger());
        String name = copy.evidence().get(0);
        byte[] bytes = copy.files().get(name).clone();
        bytes[bytes.length / 2] ^= 1;
        copy.files().put(name, bytes);
        Path json = folder.resolve("reading.json");
        Said said = Said.by("inspect", copy.writeTo(folder.resolve("spoilt")), "--json", json);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.lines()).hasSizeBetween(10, records.size() - 1);
        assertThat(whole.out()).startsWith(said.out());
        assertThat(said.err()).contains("FAULT", name);
        JsonNode reading = JSON.readTree(json.toFile());
        assertThat(reading.get("verified").asBoolean()).isFalse();
        assertThat(reading.get("end").asText()).isEqualTo("FAULT");
        assertThat(reading.get("recordsShown").asInt()).isEqualTo(said.lines().size());
        assertThat(reading.get("fault").get("file").asText()).isEqualTo(name);
    }

    @Test
    void survivesWhateverStandsInTheFiles() throws IOException {
        LedgerCopy copy = new LedgerCopy(GoldenDay.ledger()).withoutZeros();
        String name = copy.evidence().get(0);
        byte[] good = copy.files().get(name);
        Random random = new Random(1);
        for (int i = 0; i < 25; i++) {
            byte[] bad = good.clone();
            for (int n = 0; n <= i % 3; n++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            copy.files().put(name, bad);
            Path spoilt = copy.writeTo(Files.createDirectory(folder.resolve("bad" + i)));
            Said said = Said.by("inspect", spoilt);
            assertThat(said.code()).isIn(0, 1, 2);
            assertThat(said.err()).doesNotContain("\tat ");
            LedgerCopy.remove(spoilt);
        }
    }
}
