package dev.curfew.local.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.local.Checkout;
import dev.curfew.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docker-compose.yml` says some things again that the code says first.
class ComposeTest {
  private static final Pattern CREATION = Pattern.compile("(?m)^ *create (curfew\\S+) (\\d+)$");
  private static final Pattern BROKER = Pattern.compile("image: apache/kafka:(\\S+)");

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

  private static String text(String file) throws IOException {
    return Files.readString(Checkout.here().root().resolve(file));
  }
}
