package io.shuheng.core.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/**
 * One rule on who may know whom, for any root package, so that it can be tried on classes made to break it.
 *
 * @param name says the rule
 * @param rule gives it for a root package
 */
record DependencyRule(String name, Function<String, ArchRule> rule) {
    static final List<DependencyRule> ALL = List.of(
            new DependencyRule(
                    "capabilities know neither engine nor runtime",
                    root -> noClasses()
                            .that()
                            .resideInAnyPackage(below(root, CorePackages.CAPABILITIES))
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(below(root, List.of("engine", "runtime")))),
            new DependencyRule(
                    "only the runtime knows the Disruptor",
                    root -> noClasses()
                            .that()
                            .resideInAPackage(root + "..")
                            .and()
                            .resideOutsideOfPackage(root + ".runtime..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("com.lmax.disruptor..")),
            new DependencyRule(
                    "records know none of their readers",
                    root -> noClasses()
                            .that()
                            .resideInAPackage(root + ".record..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(below(root, CorePackages.READERS_OF_RECORDS))),
            new DependencyRule(
                    "the engine knows nothing that stands around it",
                    root -> noClasses()
                            .that()
                            .resideInAPackage(root + ".engine..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(
                                    below(root, List.of("runtime", "view", "market", "member", "service", "ledger")))),
            new DependencyRule(
                    "what watches an exchange reaches no result",
                    root -> noClasses()
                            .that()
                            .resideInAnyPackage(below(root, CorePackages.DETERMINISTIC))
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(root + ".monitor..")),
            new DependencyRule(
                    "nothing opens a file",
                    root -> noClasses()
                            .that()
                            .resideInAPackage(root + "..")
                            .should()
                            .dependOnClassesThat(Forbidden.openFiles())),
            new DependencyRule(
                    "results depend on no clock or random source",
                    root -> noClasses()
                            .that()
                            .resideInAnyPackage(below(root, CorePackages.DETERMINISTIC))
                            .should()
                            .dependOnClassesThat(Forbidden.clocksAndRandomSources())),
            new DependencyRule(
                    "one thread runs the engine and what it joins",
                    root -> noClasses()
                            .that()
                            .resideInAnyPackage(below(root, CorePackages.OF_ONE_THREAD))
                            .should()
                            .dependOnClassesThat(Forbidden.threads())),
            new DependencyRule(
                    "results ask the machine nothing",
                    root -> noClasses()
                            .that()
                            .resideInAnyPackage(below(root, CorePackages.DETERMINISTIC))
                            .should()
                            .accessTargetWhere(Forbidden.askedOfTheMachine())),
            new DependencyRule(
                    "results contain no floating point",
                    root -> classes()
                            .that()
                            .resideInAnyPackage(below(root, CorePackages.DETERMINISTIC))
                            .should(Forbidden.noFloatingPoint())),
            new DependencyRule(
                    "nothing registers a security provider",
                    root -> noClasses()
                            .that(resideInAPackage(root + ".."))
                            .should()
                            .dependOnClassesThat()
                            .haveFullyQualifiedName("java.security.Security")));

    /** A rule is kept for packages that come later: until then it holds of nothing. */
    ArchRule below(String root) {
        return rule.apply(root).as(name).allowEmptyShould(true);
    }

    private static String[] below(String root, List<String> packages) {
        return packages.stream().map(each -> root + "." + each + "..").toArray(String[]::new);
    }

    @Override
    public String toString() {
        return name;
    }
}
