package io.shuheng.examples.exchangeday.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

    private static final Catalogue CATALOGUE = Catalogue.load(MadeUpRecords.of(new SplittableRandom(1)));

    static List<Product> products() {
        return CATALOGUE.products();
    }

    @Test
    void hasSeventeenDataSetsWithIdsOfTheirOwn() {
        assertThat(products()).hasSize(17).extracting(Product::id).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("products")
    void everyDataSetSaysWhatItIsInBothLanguagesAndUnderWhichLicence(Product product) {
        assertThat(product.title().zh()).containsPattern("\\p{IsHan}");
        assertThat(product.title().en()).isNotBlank().doesNotContainPattern("\\p{IsHan}");
        assertThat(product.summary().zh()).containsPattern("\\p{IsHan}");
        assertThat(product.summary().en()).isNotBlank().doesNotContainPattern("\\p{IsHan}");
        assertThat(product.licence().address()).startsWith("https://");
        assertThat(product.source().origins()).isNotEmpty();
        assertThat(product.scenarios()).isNotEmpty().noneMatch(product.forbiddenScenarios()::contains);
    }

    @ParameterizedTest
    @MethodSource("products")
    void everyFileCanBeCounted(Product product) {
        FileFacts facts = FileFacts.of(CATALOGUE.content(product), product.format());
        assertThat(facts.records()).isPositive();
        assertThat(facts.fields()).isNotEmpty().doesNotHaveDuplicates();
        assertThat(FileFacts.of(facts.sample(), product.format()))
                .satisfies(sample -> assertThat(sample.records()).isEqualTo(5))
                .satisfies(sample -> assertThat(sample.fields()).isSubsetOf(facts.fields()));
    }

    @Test
    void factsAreThoseOfTheFilesAsPublished() {
        FileFacts airports = facts("airports");
        assertThat(airports.bytes()).isEqualTo(210_365);
        assertThat(airports.records()).isEqualTo(3376);
        assertThat(airports.fields())
                .containsExactly("iata", "name", "city", "state", "country", "latitude", "longitude");
        FileFacts penguins = facts("penguins");
        assertThat(penguins.bytes()).isEqualTo(67_119);
        assertThat(penguins.records()).isEqualTo(344);
        assertThat(penguins.fields()).hasSize(7);
    }

    /** The hash that {@code openssl dgst -sm3} prints. */
    @Test
    void hashesTheFileItself() {
        assertThat(facts("china-provinces").contentSm3().toString())
                .isEqualTo("f1dba28321d1f28bf72de17a20b572e2112e52e5114ca85e722b6447cac93395");
    }

    @Test
    void makesUpRecordsOnPersonsThatAreTheSameForTheSameRandomNumbers() {
        Product madeUp = CATALOGUE.madeUp();
        assertThat(madeUp.isOnPersons()).isTrue();
        assertThat(FileFacts.of(CATALOGUE.content(madeUp), "CSV").records()).isEqualTo(200);
        Catalogue again = Catalogue.load(MadeUpRecords.of(new SplittableRandom(1)));
        Catalogue other = Catalogue.load(MadeUpRecords.of(new SplittableRandom(2)));
        assertThat(again.content(madeUp)).isEqualTo(CATALOGUE.content(madeUp));
        assertThat(other.content(madeUp)).isNotEqualTo(CATALOGUE.content(madeUp));
        assertThat(products()).doesNotContain(madeUp).noneMatch(Product::isOnPersons);
    }

    @Test
    void keepsFiguresInSamplesAsTheyStand() {
        byte[] content = "[{\"rate\": 0.100}]".getBytes(StandardCharsets.UTF_8);
        assertThat(new String(FileFacts.of(content, "JSON").sample(), StandardCharsets.UTF_8))
                .isEqualTo("[{\"rate\":0.100}]");
    }

    @Test
    void refusesContentThatIsNotOfItsFormat() {
        byte[] object = "{}".getBytes(StandardCharsets.UTF_8);
        assertThatIllegalArgumentException().isThrownBy(() -> FileFacts.of(object, "JSON"));
        assertThatIllegalArgumentException().isThrownBy(() -> FileFacts.of(object, "XML"));
        assertThatIllegalArgumentException().isThrownBy(() -> FileFacts.of(new byte[0], "CSV"));
        byte[] twoLines = "a\n\"b\nc\"\n".getBytes(StandardCharsets.UTF_8);
        assertThatIllegalArgumentException().isThrownBy(() -> FileFacts.of(twoLines, "CSV"));
    }

    private static FileFacts facts(String id) {
        Product product = CATALOGUE.product(id);
        return FileFacts.of(CATALOGUE.content(product), product.format());
    }
}
