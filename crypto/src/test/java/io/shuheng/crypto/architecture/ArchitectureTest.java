package io.shuheng.crypto.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.shuheng.stranger.Stranger;
import java.io.File;
import java.security.Security;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The crypto module opens no files, starts no threads, registers nothing for the whole process and knows no other module. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages("io.shuheng.crypto");

    static List<ArchRule> rules() {
        return List.of(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching("java\\.nio\\.file\\..*|java\\.io\\.(File.*|RandomAccessFile)|"
                                + "java\\.nio\\.channels\\.(Asynchronous)?FileChannel")
                        .as("nothing opens a file"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching("java\\.lang\\.Thread|java\\.util\\.(Timer|TimerTask)|"
                                + "java\\.util\\.concurrent\\.(Executors|ForkJoinPool|(Scheduled)?ThreadPoolExecutor)")
                        .as("nothing starts a thread"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .areAssignableTo(Security.class)
                        .as("nothing registers a security provider"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .haveNameMatching("io\\.shuheng\\.(?!crypto\\.).*")
                        .as("no other module is known"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holdsInTheModule(ArchRule rule) {
        rule.check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isBrokenByAClassMadeToBreakIt(ArchRule rule) {
        JavaClasses broken = new ClassFileImporter().importClasses(Broken.class);
        assertThat(rule.evaluate(broken).hasViolation()).isTrue();
    }

    /** Does what the module must not. */
    static final class Broken {
        File file() {
            Security.removeProvider("none of this name");
            return new File(Thread.currentThread().getName() + Stranger.class.getName());
        }
    }
}
