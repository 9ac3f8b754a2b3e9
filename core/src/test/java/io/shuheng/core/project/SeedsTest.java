package io.shuheng.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The status column of seeds/README.md says no more than the tests do. */
class SeedsTest {
    private static final Pattern STATUS = Pattern.compile("(built|part|planned|outside)(: .+)?");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final int COLUMNS = 4;

    private static final List<String> STATUSES = statuses(ProjectFolder.read("seeds/README.md"));

    private static List<String> statuses(String page) {
        return page.lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(SeedsTest::lastCell)
                .toList();
    }

    private static String lastCell(String row) {
        String[] cells = row.substring(1, row.lastIndexOf('|')).split("\\|", -1);
        assertThat(cells).as(row).hasSize(COLUMNS);
        return cells[COLUMNS - 1].strip();
    }

    private static List<String> testsNamed(String status) {
        return QUOTED.matcher(status).results().map(found -> found.group(1)).toList();
    }

    @Test
    void everyRowHasOneOfTheFourWords() {
        assertThat(STATUSES)
                .isNotEmpty()
                .allMatch(status -> STATUS.matcher(status).matches());
    }

    @Test
    void whatIsBuiltNamesATestAndWhatIsNotNamesNone() {
        assertThat(STATUSES).allSatisfy(status -> {
            boolean claims = status.startsWith("built") || status.startsWith("part");
            assertThat(testsNamed(status).isEmpty()).as(status).isEqualTo(!claims);
        });
    }

    @Test
    void everyTestNamedExists() {
        Set<String> classes = ProjectFolder.files().stream()
                .map(ProjectFolder::nameOf)
                .filter(name -> name.contains("/src/test/java/") && name.endsWith("Test.java"))
                .map(name -> Path.of(name).getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        List<String> named =
                STATUSES.stream().flatMap(status -> testsNamed(status).stream()).toList();
        assertThat(classes).containsAll(named);
    }
}
