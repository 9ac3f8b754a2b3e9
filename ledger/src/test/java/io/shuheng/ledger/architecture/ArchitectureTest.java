package io.shuheng.ledger.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import io.shuheng.ledger.chronicle.Durability;
import java.nio.MappedByteBuffer;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What reads a ledger shares nothing with what wrote it, maps no file, and loads no class that a file names. */
class ArchitectureTest {
    private static final String LEDGER = "io.shuheng.ledger";
    private static final JavaClasses CLASSES =
            new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages("io.shuheng");

    static List<ArchRule> rules() {
        return List.of(
                readers()
                        .transitivelyDependOnClassesThat()
                        .resideInAPackage("net.openhft..")
                        .as("readers reach no Chronicle class"),
                readers()
                        .dependOnClassesThat()
                        .resideInAPackage(LEDGER + ".chronicle..")
                        .as("readers do not know the writer"),
                readers()
                        .dependOnClassesThat()
                        .areAssignableTo(MappedByteBuffer.class)
                        .as("readers map no file"),
                readers().callMethod(Class.class, "forName", String.class).as("readers load no class by name"));
    }

    private static ClassesShould readers() {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        LEDGER + ".file..",
                        LEDGER + ".verify..",
                        LEDGER + ".proof..",
                        LEDGER + ".witness..",
                        LEDGER + ".backup..",
                        LEDGER + ".inspect..",
                        LEDGER + ".trail..",
                        LEDGER + ".sample..",
                        LEDGER + ".report..",
                        LEDGER + ".page..",
                        LEDGER + ".stamp..",
                        LEDGER + ".cli..")
                .or()
                .haveSimpleName("Broken")
                .should();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holdsForWhateverReadsALedger(ArchRule rule) {
        rule.check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isBrokenByAClassMadeToBreakIt(ArchRule rule) {
        JavaClasses broken = new ClassFileImporter().importClasses(Broken.class);
        assertThat(rule.evaluate(broken).hasViolation()).isTrue();
    }

    /** Does what a reader must not. */
    static final class Broken {
        Class<?> read(Bytes<?> bytes, MappedByteBuffer mapped) throws ClassNotFoundException {
            return Class.forName(Durability.FORCED.name() + bytes + mapped);
        }
    }
}
