package io.rushline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.rushline.engine.offence.Offences;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the line around the engine: it may know nothing that could make two runs of the same commands differ. */
class EngineArchitectureTest {
    private static final String CODECS = "io.rushline.engine.protocol..";

    /** Of java.lang: not what has to do with threads, processes, the machine, or loading code. */
    private static final Pattern BARRED_OF_LANG = Pattern.compile(
            "java\\.lang\\.((Thread|InheritableThreadLocal|ScopedValue|Runtime|Process|ClassLoader|Module|StackWalker"
                    + "|SecurityManager)[A-Za-z]*(\\$.*)?|System\\$.*)");

    /** Of java.util: nothing that hashes, and nothing whose outcome depends on when or where it runs. */
    private static final Set<String> ALLOWED_OF_UTIL =
            Set.of("java.util.Arrays", "java.util.ArrayDeque", "java.util.Iterator");

    /** Of Agrona: buffers, bit arithmetic and collections of primitives; not its clocks, agents and files. */
    private static final Set<String> ALLOWED_OF_AGRONA = Set.of(
            "org.agrona.BitUtil",
            "org.agrona.DirectBuffer",
            "org.agrona.MutableDirectBuffer",
            "org.agrona.ExpandableArrayBuffer",
            "org.agrona.concurrent.UnsafeBuffer");

    private static final Set<String> OF_THE_PLACE_IN_MEMORY = Set.of(
            "hashCode of java.lang.Object",
            "toString of java.lang.Object",
            "wait of java.lang.Object",
            "notify of java.lang.Object",
            "notifyAll of java.lang.Object",
            "hashCode of java.lang.Enum");

    private static final ArchRule KNOWS_ONLY_WHAT_IS_ALLOWED = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage("io.rushline.engine..")
            .and()
            .resideOutsideOfPackage(CODECS)
            .should()
            .onlyDependOnClassesThat(areAllowed());

    private static final ArchRule CALLS_NOTHING_THAT_VARIES = ArchRuleDefinition.classes()
            .that()
            .resideInAPackage("io.rushline.engine..")
            .and()
            .resideOutsideOfPackage(CODECS)
            .should(useNothingThatVaries());

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.rushline");

    @Test
    void shouldDependOnlyOnWhatIsAllowed() {
        KNOWS_ONLY_WHAT_IS_ALLOWED.check(MODULE);
    }

    @Test
    void shouldCallNothingWhoseOutcomeVaries() {
        CALLS_NOTHING_THAT_VARIES.check(MODULE);
    }

    @Test
    void shouldHaveNoCyclesBetweenConcepts() {
        SlicesRuleDefinition.slices()
                .matching("io.rushline.engine.(*)..")
                .should()
                .beFreeOfCycles()
                .check(MODULE);
    }

    @Test
    void shouldKeepMutableStateOutOfStaticFields() {
        ArchRuleDefinition.fields()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("io.rushline.engine..")
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage(CODECS)
                .and()
                .areStatic()
                .should()
                .beFinal()
                .check(MODULE);
    }

    @ParameterizedTest
    @MethodSource("offenders")
    void shouldCatchOffence(Class<?> offender) {
        JavaClasses classes = new ClassFileImporter().importClasses(offender);
        EvaluationResult dependencies = KNOWS_ONLY_WHAT_IS_ALLOWED.evaluate(classes);
        EvaluationResult calls = CALLS_NOTHING_THAT_VARIES.evaluate(classes);
        assertThat(dependencies.hasViolation() || calls.hasViolation())
                .as("%s is caught", offender.getSimpleName())
                .isTrue();
    }

    @Test
    void shouldAcquitTheInnocent() {
        JavaClasses classes = new ClassFileImporter().importClasses(Offences.Innocent.class);
        KNOWS_ONLY_WHAT_IS_ALLOWED.check(classes);
        CALLS_NOTHING_THAT_VARIES.check(classes);
    }

    static Stream<Class<?>> offenders() {
        return Arrays.stream(Offences.class.getDeclaredClasses()).filter(each -> each != Offences.Innocent.class);
    }

    private static DescribedPredicate<JavaClass> areAllowed() {
        return new DescribedPredicate<>("are harmless to a deterministic engine") {
            @Override
            public boolean test(JavaClass target) {
                JavaClass type = target.getBaseComponentType();
                String name = type.getName();
                return switch (type.getPackageName()) {
                    case "" -> type.isPrimitive();
                    case "java.lang" ->
                        type.isPrimitive() || !BARRED_OF_LANG.matcher(name).matches();
                    // What the compiler itself writes for lambdas, records and string concatenation.
                    case "java.lang.invoke", "java.lang.runtime", "java.lang.annotation" -> true;
                    case "java.util" -> ALLOWED_OF_UTIL.contains(name);
                    case "java.nio" -> name.equals("java.nio.ByteOrder");
                    case "org.agrona", "org.agrona.concurrent" -> ALLOWED_OF_AGRONA.contains(name);
                    case "org.agrona.collections", "org.jspecify.annotations" -> true;
                    default ->
                        type.getPackageName().equals("io.rushline.engine")
                                || type.getPackageName().startsWith("io.rushline.engine.");
                };
            }
        };
    }

    private static ArchCondition<JavaClass> useNothingThatVaries() {
        return new ArchCondition<>("use nothing whose outcome varies from run to run") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                for (JavaAccess<?> access : origin.getAccessesFromSelf()) {
                    if (varies(access)) {
                        events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                    }
                }
                origin.getMethods().stream()
                        .filter(method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                        .forEach(method -> events.add(
                                SimpleConditionEvent.violated(method, method.getDescription() + " is synchronized")));
            }
        };
    }

    private static boolean varies(JavaAccess<?> access) {
        String name = access.getTarget().getName();
        // The call may name a class that only inherits the method; the one that declares it is what counts.
        String owner = access.getTarget()
                .resolveMember()
                .map(member -> member.getOwner().getName())
                .orElse(access.getTargetOwner().getName());
        return switch (owner) {
            case "java.lang.System" -> !name.equals("arraycopy");
            case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
            // An object's own hash code, which its text shows too, is its place in memory; so is an enum value's.
            case "java.lang.Object", "java.lang.Enum" -> OF_THE_PLACE_IN_MEMORY.contains(name + " of " + owner);
            case "java.lang.Class" -> name.equals("forName");
            default -> false;
        };
    }
}
