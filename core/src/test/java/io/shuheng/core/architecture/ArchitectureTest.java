package io.shuheng.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the dependency rules of the core, and shows that each of them finds what breaks it. */
class ArchitectureTest {
    private static final String CORE = "io.shuheng.core";
    private static final String BROKEN = "io.shuheng.core.architecture.broken";
    private static final JavaClasses CLASSES =
            new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages(CORE);
    private static final JavaClasses BROKEN_CLASSES = new ClassFileImporter().importPackages(BROKEN);

    static List<DependencyRule> rules() {
        return DependencyRule.ALL;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holdsInTheCore(DependencyRule rule) {
        rule.below(CORE).check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isBrokenByAClassMadeToBreakIt(DependencyRule rule) {
        assertThat(rule.below(BROKEN).evaluate(BROKEN_CLASSES).hasViolation()).isTrue();
    }

    @Test
    void everyPackageHasItsPlaceInTheRules() {
        Set<String> found = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(CORE + "."))
                .map(name -> name.substring(CORE.length() + 1).split("\\.", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(CorePackages.KNOWN).containsAll(found);
    }
}
