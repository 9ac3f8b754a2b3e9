package io.shuheng.core.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the rules keep out, as ArchUnit's predicates. */
final class Forbidden {
    private static final Set<String> FLOATING = Set.of("float", "double", "java.lang.Float", "java.lang.Double");

    /** Methods whose answer two replays would not share. */
    private static final Map<String, Set<String>> ASKED_OF_THE_MACHINE = Map.of(
            "java.lang.System",
            Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "getProperties", "identityHashCode"),
            "java.lang.Math",
            Set.of("random"),
            "java.util.UUID",
            Set.of("randomUUID"),
            "java.util.Collections",
            Set.of("shuffle"),
            "java.util.Locale",
            Set.of("getDefault"),
            "java.time.ZoneId",
            Set.of("systemDefault"));

    private Forbidden() {}

    static DescribedPredicate<JavaClass> openFiles() {
        return resideInAPackage("java.nio.file..")
                .or(named("java\\.io\\.(File.*|RandomAccessFile)"))
                .or(named("java\\.nio\\.channels\\.(Asynchronous)?FileChannel"))
                .as("open files");
    }

    static DescribedPredicate<JavaClass> clocksAndRandomSources() {
        return resideInAPackage("java.util.random..")
                .or(named("java\\.util\\.(Random|SplittableRandom|IdentityHashMap|WeakHashMap)"))
                .or(named("java\\.util\\.concurrent\\.ThreadLocalRandom"))
                .or(named("java\\.security\\.SecureRandom"))
                .or(named("java\\.time\\.(Clock|InstantSource)"))
                .as("are clocks or random sources");
    }

    static DescribedPredicate<JavaClass> threads() {
        return resideInAPackage("java.util.concurrent..")
                .or(named("java\\.lang\\.(Thread.*|Runtime|Process.*)"))
                .or(named("java\\.util\\.(Timer|TimerTask)"))
                .as("belong to threads");
    }

    static DescribedPredicate<JavaAccess<?>> askedOfTheMachine() {
        return DescribedPredicate.describe("the answer is the machine's", access -> {
            String owner = access.getTargetOwner().getFullName();
            if (owner.startsWith("java.time.") && access.getName().equals("now")) {
                return true;
            }
            return ASKED_OF_THE_MACHINE.getOrDefault(owner, Set.of()).contains(access.getName());
        });
    }

    static ArchCondition<JavaClass> noFloatingPoint() {
        return new ArchCondition<>("have no float or double in a field or a signature") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream<JavaClass> ofFields = type.getFields().stream().map(field -> field.getRawType());
                Stream<JavaClass> ofSignatures = type.getCodeUnits().stream().flatMap(Forbidden::signature);
                if (Stream.concat(ofFields, ofSignatures).anyMatch(used -> FLOATING.contains(used.getFullName()))) {
                    events.add(SimpleConditionEvent.violated(type, type.getFullName() + " uses floating point"));
                }
            }
        };
    }

    private static Stream<JavaClass> signature(JavaCodeUnit unit) {
        return Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream());
    }

    private static DescribedPredicate<JavaClass> named(String regex) {
        return DescribedPredicate.describe(
                "named " + regex, type -> type.getFullName().matches(regex));
    }
}
