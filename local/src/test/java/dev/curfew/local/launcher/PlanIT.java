package dev.curfew.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanIT {
  @TempDir private Path directory;

  @Test
  void printsTheDocumentsAndNothingElse() throws Exception {
    Ended plan = plan(input(0, "dead", "live"), "-");

    assertThat(plan.status()).isZero();
    assertThat(plan.errors()).isEmpty();
    JsonNode output = new ObjectMapper().readTree(plan.output());
    assertThat(output.fieldNames())
        .toIterable()
        .containsExactly("verdict", "inline", "managed", "characters", "collateral");
    assertThat(output.get("verdict").asText()).isEqualTo("exact");
    assertThat(output.get("inline").toString())
        .contains("[\"*:@a*\"]")
        .hasSize(output.at("/characters/inline").intValue());
  }

  @Test
  void whereNothingIsToDenyThereIsNoDocument() throws Exception {
    Ended plan = plan(input(0, "live", "live"), "-");

    assertThat(plan.status()).isZero();
    assertThat(new ObjectMapper().readTree(plan.output()).toString())
        .isEqualTo(
            """
            {"verdict":"exact","inline":null,"managed":[],"characters":{"inline":0,"managed":[]},"collateral":[]}\
            """);
  }

  @Test
  void whatOnlyManagedPoliciesHaveRoomForIsOverflow() throws Exception {
    Ended plan = plan(input(10_240, "dead", "live"), "-");

    assertThat(plan.status()).isZero();
    JsonNode output = new ObjectMapper().readTree(plan.output());
    assertThat(output.get("verdict").asText()).isEqualTo("overflow");
    assertThat(output.get("inline").isNull()).isTrue();
    assertThat(output.at("/managed/0").toString())
        .hasSize(output.at("/characters/managed/0").intValue());
  }

  @Test
  void collateralHasAStatusOfItsOwn() throws Exception {
    String twins = input(0, "dead", "live").replace("@b000", "@a000");
    Path file = Files.writeString(directory.resolve("role.json"), twins);

    Ended plan = plan("", file.toString());

    assertThat(plan.status()).isEqualTo(3);
    JsonNode output = new ObjectMapper().readTree(plan.output());
    assertThat(output.get("verdict").asText()).isEqualTo("collateral");
    assertThat(output.at("/collateral/0").asText()).isEqualTo("AROA1:@a000");
  }

  @Test
  void badInputNamesTheFieldAndPrintsNothing() throws Exception {
    Ended plan = plan(input(0, "dead", "undead"), "-");

    assertThat(plan.status()).isEqualTo(2);
    assertThat(plan.output()).isEmpty();
    assertThat(plan.errors()).contains("sessions[1].state: not one of live, dead");
  }

  @Test
  void aRoleWithoutRoomIsBadInput() throws Exception {
    Ended plan = plan(input(10_240, "dead", "live").replace("Used\":0", "Used\":10"), "-");

    assertThat(plan.status()).isEqualTo(2);
    assertThat(plan.output()).isEmpty();
    assertThat(plan.errors()).contains("role.managedPoliciesUsed: no deny fits");
  }

  @Test
  void aFileThatIsNotThereIsNamed() throws Exception {
    Ended plan = plan("", "no-such-file.json");

    assertThat(plan.status()).isEqualTo(2);
    assertThat(plan.errors()).contains("no-such-file.json cannot be read");
  }

  @Test
  void aPlanThatNobodyTakesIsAFailure() throws Exception {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("what takes no output").exists();

    Ended plan = plan(input(0, "dead", "live"), "-", full);

    assertThat(plan.status()).isEqualTo(1);
    assertThat(plan.errors()).contains("standard output");
  }

  private static String input(int inlineUsed, String first, String second) {
    return """
    {"role":{"arn":"arn:aws:iam::111122223333:role/deploy","inlineCharactersUsed":%d,"managedPoliciesUsed":0},
     "now":"2026-11-23T10:15:00Z","horizon":"2026-11-23T10:14:50Z",
     "sessions":[{"userId":"AROA1:@a000","issuedAt":"2026-11-23T10:00:00Z","expiresAt":"2026-11-23T10:20:00Z","state":"%s"},
                 {"userId":"AROA1:@b000","issuedAt":"2026-11-23T10:00:01Z","expiresAt":"2026-11-23T10:20:00Z","state":"%s"}]}
    """
        .formatted(inlineUsed, first, second);
  }

  private Ended plan(String input, String file) throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    Ended ended = plan(input, file, out);
    return new Ended(ended.status(), Files.readString(out, UTF_8), ended.errors());
  }

  private Ended plan(String input, String file, Path out) throws IOException, InterruptedException {
    Path in = Files.writeString(directory.resolve("in"), input);
    Path err = directory.resolve("err");
    int status =
        new ProcessBuilder(Launcher.command(directory, "plan", file))
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    return new Ended(status, "", Files.readString(err, UTF_8));
  }

  private record Ended(int status, String output, String errors) {}
}
