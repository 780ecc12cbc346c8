package dev.curfew.local.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/// The house rules of docs/architecture.md, as ArchUnit reads them.
final class HouseRules {
  /// What only adapters may know: `role/` decides, `role/aws/` calls AWS.
  static final List<String> ADAPTERS_ONLY =
      List.of(
          "org.apache.kafka..",
          "org.eclipse.microprofile.reactive.messaging..",
          "org.hibernate..",
          "jakarta.persistence..",
          "io.vertx.mutiny.sqlclient..",
          "io.vertx.pgclient..",
          "software.amazon.awssdk..",
          "com.nimbusds..",
          "dev.cel..",
          "org.yaml.snakeyaml..");

  private static final String[] SERVICES = {
    "dev.curfew.issuer..", "dev.curfew.listener..", "dev.curfew.revoker.."
  };

  /// Where the adapters' rule holds: the client of GitHub has an adapter, too.
  private static final String[] PRODUCTION = {
    "dev.curfew.github..", "dev.curfew.issuer..", "dev.curfew.listener..", "dev.curfew.revoker.."
  };

  private static final String[] ADAPTERS = {
    "..kafka..",
    "..postgres..",
    "..aws..",
    "..sts..",
    "..iam..",
    "..nimbus..",
    "..cel..",
    "..yaml.."
  };

  static final ArchRule ONLY_ADAPTERS_KNOW_LIBRARIES =
      noClasses()
          .that()
          .resideInAnyPackage(PRODUCTION)
          .and()
          .resideOutsideOfPackages(ADAPTERS)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(ADAPTERS_ONLY.toArray(String[]::new))
                  // Constraints on settings are no storage, though Hibernate has them too.
                  .and(resideOutsideOfPackage("org.hibernate.validator..")));

  static final ArchRule ONLY_ADAPTERS_ASK_GITHUB =
      noClasses()
          .that()
          .resideInAnyPackage(SERVICES)
          .and()
          .resideOutsideOfPackage("..github..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.curfew.github..");

  static final ArchRule EVENTS_KNOW_NO_TRANSPORT =
      noClasses()
          .that()
          .resideInAPackage("dev.curfew.schemas.event..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "io.cloudevents..");

  static final ArchRule NO_FIELD_INJECTION =
      noFields()
          .should()
          .beAnnotatedWith("jakarta.inject.Inject")
          .orShould()
          .beAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
          .orShould()
          .beAnnotatedWith("org.eclipse.microprofile.reactive.messaging.Channel");

  static final ArchRule NAMES_COME_FROM_THE_DOMAIN =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Dto")
          .orShould()
          .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..");

  static final ArchRule ONLY_THE_LAUNCHER_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.curfew.local..")
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

  static final ArchRule EVERYTHING_IS_NULL_MARKED =
      classes()
          .that()
          // JMH's, which it generates.
          .resideOutsideOfPackage("..jmh_generated..")
          .should(new BeNullMarked());

  private HouseRules() {}

  static ArchRule knowsNothingOf(String who, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(who)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }

  static ArchRule knowsOnly(String who, String whom, String... parts) {
    return noClasses()
        .that()
        .resideInAPackage(who)
        .should()
        .dependOnClassesThat(resideInAPackage(whom).and(resideOutsideOfPackages(parts)));
  }

  private static final class BeNullMarked extends ArchCondition<JavaClass> {
    BeNullMarked() {
      super("be in a package whose package-info says @NullMarked");
    }

    @Override
    public void check(JavaClass item, ConditionEvents events) {
      boolean marked =
          item.getPackage()
              .tryGetPackageInfo()
              .filter(info -> info.isAnnotatedWith(NullMarked.class))
              .isPresent();
      events.add(
          new SimpleConditionEvent(item, marked, item.getName() + " is in no @NullMarked package"));
    }
  }
}
