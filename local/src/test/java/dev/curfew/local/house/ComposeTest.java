package dev.curfew.local.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import dev.curfew.local.Checkout;
import dev.curfew.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/// `docker-compose.yml` says some things again that the code says first.
class ComposeTest {
  private static final Pattern CREATION = Pattern.compile("(?m)^ *create (curfew\\S+) (\\d+)$");
  private static final Pattern BROKER = Pattern.compile("image: apache/kafka:(\\S+)");

  /// A setting of the issuer's as its documentation writes it, as a property or as a variable.
  private static final Pattern SETTING =
      Pattern.compile(
          "\\bcurfew\\.issuer\\.[a-z.-]*[a-z]|\\b(CURFEW_ISSUER|QUARKUS_HTTP_PROXY)_[A-Z0-9_]+");

  private static final Pattern FLAG = Pattern.compile("-XX:\\+Use\\w+");

  @Test
  void createsTheContractsTopicsAndNoOther() throws IOException {
    List<String> created =
        CREATION
            .matcher(text("docker-compose.yml"))
            .results()
            .map(creation -> creation.group(1) + " " + creation.group(2))
            .toList();

    assertThat(created)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Topic.values()).map(t -> t.topicName() + " " + t.partitions()).toList());
  }

  @Test
  void runsTheBrokerThatTheTestsRun() throws IOException {
    List<String> images =
        BROKER.matcher(text("docker-compose.yml")).results().map(image -> image.group(1)).toList();

    assertThat(images)
        .isNotEmpty()
        .allSatisfy(version ->
            assertThat(text("pom.xml")).contains("<kafka.version>" + version + "</kafka.version>"));
  }

  @ParameterizedTest
  @CsvSource({
    "issuer, curfew.github",
    "webhook-listener, curfew.github",
    "webhook-listener, curfew.listener.sweep",
    "webhook-listener, curfew.listener.lease"
  })
  void handsOnWhatAServiceCanBeToldOfGitHub(String service, String prefix) throws IOException {
    assertThat(environment(service)).containsAll(variables(prefix));
  }

  /// Both ways: a name that nobody reads would be set in vain.
  @Test
  void handsOnToTheIssuerWhatItsDocumentationNames() throws IOException {
    Set<String> named =
        SETTING
            .matcher(text("docs/issuing.md"))
            .results()
            .map(setting -> variable(setting.group()))
            .collect(Collectors.toSet());
    Set<String> handedOn =
        environment("issuer").stream()
            .filter(name -> SETTING.matcher(name).matches())
            .collect(Collectors.toSet());

    assertThat(handedOn).isNotEmpty().isEqualTo(named);
  }

  /// An App does without a token, and a listener that has no webhook without a secret. The services
  /// themselves say what they lack.
  @Test
  void demandsNothingOfGitHubsThatAServiceCanDoWithout() throws IOException {
    assertThat(text("docker-compose.yml"))
        .doesNotContainPattern("\\$\\{CURFEW_(GITHUB|LISTENER)\\w*:\\?");
  }

  /// The JVM leaves a cache aside that was recorded with another collector or other headers.
  @Test
  void recordsWhatTheListenersStartLoadsByTheJvmsFlagsThatItRunsWith() throws IOException {
    String recording = String.valueOf(of("webhook-listener", "build").get("dockerfile_inline"));
    String running = String.valueOf(of("webhook-listener", "environment").get("JAVA_TOOL_OPTIONS"));

    assertThat(flags(recording)).isNotEmpty().isEqualTo(flags(running));
  }

  private static List<String> flags(String command) {
    return FLAG.matcher(command).results().map(MatchResult::group).sorted().toList();
  }

  private static Set<String> environment(String service) throws IOException {
    return of(service, "environment").keySet();
  }

  private static Map<String, Object> of(String service, String part) throws IOException {
    Map<String, Map<String, Map<String, Map<String, Object>>>> compose =
        new Yaml().load(text("docker-compose.yml"));
    return compose
        .getOrDefault("services", Map.of())
        .getOrDefault(service, Map.of())
        .getOrDefault(part, Map.of());
  }

  /// The environment variables of a group of settings.
  private static List<String> variables(String prefix) {
    JavaClass settings =
        House.CLASSES.stream().filter(each -> prefix.equals(prefix(each))).findAny().orElseThrow();
    List<String> variables = variables(settings, upperCase(prefix.replace('.', '_'))).toList();
    assertThat(variables).isNotEmpty();
    return variables;
  }

  private static Object prefix(JavaClass each) {
    return each.tryGetAnnotationOfType("io.smallrye.config.ConfigMapping")
        .flatMap(mapping -> mapping.get("prefix"))
        .orElse("");
  }

  private static Stream<String> variables(JavaClass settings, String prefix) {
    return settings.getMethods().stream().flatMap(setting -> variables(setting, prefix));
  }

  private static Stream<String> variables(JavaMethod setting, String prefix) {
    String name = prefix + "_" + upperCase(setting.getName().replaceAll("([A-Z])", "_$1"));
    JavaClass type = setting.getRawReturnType();
    boolean isGroup = type.getPackageName().equals(setting.getOwner().getPackageName());
    return isGroup ? variables(type, name) : Stream.of(name);
  }

  /// By the rule of MicroProfile Config.
  private static String variable(String setting) {
    return upperCase(setting.replaceAll("[^A-Za-z0-9]", "_"));
  }

  private static String upperCase(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  private static String text(String file) throws IOException {
    return Files.readString(Checkout.here().root().resolve(file));
  }
}
