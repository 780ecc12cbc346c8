package dev.curfew.local.house;

import static dev.curfew.local.house.House.CLASSES;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.curfew.local.house.wrong.WrongManager;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HouseTest {
  private static final String SCHEMAS = "dev.curfew.schemas..";
  private static final String GITHUB = "dev.curfew.github..";
  private static final String SANDBOX = "dev.curfew.sandbox..";
  private static final String ISSUER = "dev.curfew.issuer..";
  private static final String LISTENER = "dev.curfew.listener..";
  private static final String REVOKER = "dev.curfew.revoker..";
  private static final String LOCAL = "dev.curfew.local..";

  static Stream<ArchRule> directions() {
    return Stream.of(
        HouseRules.knowsNothingOf(SCHEMAS, GITHUB, SANDBOX, ISSUER, LISTENER, REVOKER, LOCAL),
        HouseRules.knowsNothingOf(GITHUB, SCHEMAS, SANDBOX, ISSUER, LISTENER, REVOKER, LOCAL),
        HouseRules.knowsNothingOf(SANDBOX, GITHUB, ISSUER, LISTENER, REVOKER, LOCAL),
        HouseRules.knowsNothingOf(ISSUER, SANDBOX, LISTENER, REVOKER, LOCAL),
        HouseRules.knowsNothingOf(LISTENER, SANDBOX, ISSUER, REVOKER, LOCAL),
        HouseRules.knowsNothingOf(REVOKER, GITHUB, SANDBOX, ISSUER, LISTENER, LOCAL),
        // Processes, not classes; but for what are functions: the planner and its measure, and the
        // policy.
        HouseRules.knowsNothingOf(LOCAL, LISTENER, GITHUB),
        HouseRules.knowsOnly(
            LOCAL,
            ISSUER,
            "dev.curfew.issuer.session",
            "dev.curfew.issuer.policy",
            "dev.curfew.issuer.policy.cel",
            "dev.curfew.issuer.policy.yaml"),
        HouseRules.knowsOnly(LOCAL, REVOKER, "dev.curfew.revoker.deny"));
  }

  static Stream<ArchRule> customs() {
    return Stream.of(
        HouseRules.ONLY_ADAPTERS_KNOW_LIBRARIES,
        HouseRules.ONLY_ADAPTERS_ASK_GITHUB,
        HouseRules.EVENTS_KNOW_NO_TRANSPORT,
        HouseRules.NO_FIELD_INJECTION,
        HouseRules.NAMES_COME_FROM_THE_DOMAIN,
        HouseRules.ONLY_THE_LAUNCHER_PRINTS,
        HouseRules.EVERYTHING_IS_NULL_MARKED);
  }

  @ParameterizedTest
  @MethodSource
  void directions(ArchRule rule) {
    rule.check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource
  void customs(ArchRule rule) {
    rule.check(CLASSES);
  }

  /// A misspelt package would make every rule about it pass.
  @ParameterizedTest
  @ValueSource(strings = {SCHEMAS, GITHUB, SANDBOX, ISSUER, LISTENER, REVOKER, LOCAL})
  void thePackagesThatRulesNameExist(String identifier) {
    String prefix = identifier.replace("..", ".");

    assertThat(CLASSES).anyMatch(c -> c.getName().startsWith(prefix));
  }

  @ParameterizedTest
  @MethodSource("forbiddenLibraries")
  void whatOnlyAdaptersMayKnowIsKnownToAdapters(String identifier) {
    String prefix = identifier.replace("..", ".");

    assertThat(CLASSES).anyMatch(c -> dependsOn(c, prefix));
  }

  static List<String> forbiddenLibraries() {
    return HouseRules.ADAPTERS_ONLY;
  }

  @Test
  void theCustomsFindAHouseThatBreaksThem() {
    JavaClasses wrong = new ClassFileImporter().importPackagesOf(WrongManager.class);

    assertThat(HouseRules.NAMES_COME_FROM_THE_DOMAIN.evaluate(wrong).hasViolation()).isTrue();
    assertThat(HouseRules.EVERYTHING_IS_NULL_MARKED.evaluate(wrong).hasViolation()).isTrue();
  }

  private static boolean dependsOn(JavaClass c, String prefix) {
    return c.getDirectDependenciesFromSelf().stream()
        .anyMatch(d -> d.getTargetClass().getName().startsWith(prefix));
  }
}
