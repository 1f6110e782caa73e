package io.rushline.loadtest;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The lines between modules: {@code engine <- journal <- gateway <- loadtest}, and each big library behind one door.
 *
 * <p>It stands in the last module, which sees all others.
 */
@AnalyzeClasses(packages = "io.rushline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ENGINE = "io.rushline.engine..";
    private static final String PIPELINE = "io.rushline.pipeline..";
    private static final String JOURNAL = "io.rushline.journal..";
    private static final String GATEWAY = "io.rushline.gateway..";
    private static final String LOADTEST = "io.rushline.loadtest..";
    /** What stands on the wire and in the journal alike. */
    private static final String MESSAGES = "io.rushline.engine.protocol..";

    private static final String AUDIT = "io.rushline.journal.audit..";
    private static final String AUDITOR = "io.rushline.loadtest.audit..";
    private static final String REPLAY = "io.rushline.loadtest.replay..";
    private static final String BENCHMARKS = "io.rushline.loadtest.bench..";
    private static final String SIMULATION = "io.rushline.loadtest.simulate..";

    @ArchTest
    static final ArchRule ENGINE_KNOWS_NOTHING_AROUND_IT = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PIPELINE, JOURNAL, GATEWAY, LOADTEST);

    @ArchTest
    static final ArchRule PIPELINE_KNOWS_ONLY_THE_ENGINE = noClasses()
            .that()
            .resideInAPackage(PIPELINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(JOURNAL, GATEWAY, LOADTEST);

    @ArchTest
    static final ArchRule JOURNAL_DOES_NOT_KNOW_ITS_USERS = noClasses()
            .that()
            .resideInAPackage(JOURNAL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GATEWAY, LOADTEST);

    @ArchTest
    static final ArchRule GATEWAY_DOES_NOT_KNOW_THE_LOAD_TESTER = noClasses()
            .that()
            .resideInAPackage(GATEWAY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(LOADTEST);

    @ArchTest
    static final ArchRule LOAD_TESTER_SEES_THE_SERVER_FROM_OUTSIDE = noClasses()
            .that()
            .resideInAPackage(LOADTEST)
            .and()
            .resideOutsideOfPackages(BENCHMARKS, SIMULATION)
            .should()
            .dependOnClassesThat(resideInAnyPackage(ENGINE, PIPELINE, JOURNAL)
                    .and(not(resideInAnyPackage(MESSAGES)))
                    .and(not(resideInAnyPackage(AUDIT))));

    @ArchTest
    static final ArchRule ONLY_THE_AUDITOR_READS_JOURNALS = noClasses()
            .that()
            .resideInAPackage(LOADTEST)
            .and()
            .resideOutsideOfPackages(BENCHMARKS, SIMULATION, AUDITOR, REPLAY)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(AUDIT);

    @ArchTest
    static final ArchRule ONLY_THE_JOURNAL_USES_CHRONICLE = noClasses()
            .that()
            .resideOutsideOfPackage(JOURNAL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.openhft..");

    @ArchTest
    static final ArchRule ONLY_GATEWAY_AND_LOAD_TESTER_USE_NETTY = noClasses()
            .that()
            .resideOutsideOfPackages(GATEWAY, LOADTEST)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule ONLY_THE_PIPELINE_USES_THE_DISRUPTOR = noClasses()
            .that()
            .resideOutsideOfPackage(PIPELINE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.lmax.disruptor..");

    @ArchTest
    static final ArchRule ENGINE_HAS_NO_CYCLES =
            slices().matching("io.rushline.(engine..)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule JOURNAL_HAS_NO_CYCLES =
            slices().matching("io.rushline.(journal..)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule GATEWAY_HAS_NO_CYCLES =
            slices().matching("io.rushline.(gateway..)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule LOAD_TESTER_HAS_NO_CYCLES =
            slices().matching("io.rushline.(loadtest..)").should().beFreeOfCycles();
}
