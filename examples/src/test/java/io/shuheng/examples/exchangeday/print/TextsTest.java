package io.shuheng.examples.exchangeday.print;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextsTest {

    private static final Texts ZH = Texts.in(Language.ZH);
    private static final Texts EN = Texts.in(Language.EN);
    private static final Pattern PLACE = Pattern.compile("\\{\\d+}");

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void bothLanguagesHaveTheSameTextsWithTheSamePlaces() {
        assertThat(ZH.keys()).isEqualTo(EN.keys());
        for (String key : ZH.keys()) {
            if (key.startsWith("document.")) {
                continue; // Documents are in both languages at once; each text takes the values of its own.
            }
            assertThat(places(ZH.get(key))).as(key).isEqualTo(places(EN.get(key)));
        }
    }

    @Test
    void fillsPlacesInTheOrderOfTheirNumbers() {
        assertThat(EN.get("shelf.intro", 17)).startsWith("On the shelf are 17 ");
    }

    @Test
    void namesATextThatIsNotThere() {
        assertThatIllegalArgumentException().isThrownBy(() -> EN.get("no.such")).withMessageContaining("no.such");
    }

    @Test
    void refusesAPageWithAPlaceThatHasNoValue() {
        Page page = Page.in(Language.EN, "by-hand");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> page.fill(Map.of("contract", 1)))
                .withMessageContaining("by-hand_en.md");
    }
}
