package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.Map;

/// What every refusal must look like.
final class Refused {
  private Refused() {}

  /// The class of the refusal and nothing else.
  static void with(Refusal refusal, Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(refusal.status());
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.headers().getValues("Cache-Control")).containsExactly("no-store");
    assertThat(answer.jsonPath().<String, Object>getMap(""))
        .isEqualTo(
            Map.of(
                "type",
                "https://curfew.dev/problems/" + refusal.slug(),
                "title",
                refusal.explanation(),
                "status",
                refusal.status()));
  }

  /// A caller's mistake, which is the only refusal that has a detail.
  static void asInvalid(Response answer, String detail) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.headers().getValues("Cache-Control")).containsExactly("no-store");
    assertThat(answer.<String>path("type")).endsWith("/invalid-request");
    assertThat(answer.<String>path("detail")).isEqualTo(detail);
  }
}
