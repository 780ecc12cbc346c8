package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// What an order hits: all credentials that agree with one fact.
///
/// @param value what the fact must equal; absent for [Kind#ALL] alone
public record OrderScope(Kind kind, @Nullable String value) {
  public OrderScope {
    requireNonNull(kind, "kind");
    if (kind == Kind.ALL ? value != null : value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          kind == Kind.ALL ? "scope all takes no value" : "scope value is missing");
    }
  }

  /// The fact to select by.
  public enum Kind {
    @JsonProperty("credential")
    CREDENTIAL,
    @JsonProperty("access-key")
    ACCESS_KEY,
    @JsonProperty("job")
    JOB,
    @JsonProperty("run")
    RUN,
    @JsonProperty("repository")
    REPOSITORY,
    @JsonProperty("organisation")
    ORGANISATION,
    @JsonProperty("commit")
    COMMIT,
    @JsonProperty("ref")
    REF,
    @JsonProperty("workflow")
    WORKFLOW,
    @JsonProperty("environment")
    ENVIRONMENT,
    @JsonProperty("actor")
    ACTOR,
    @JsonProperty("runner")
    RUNNER,
    @JsonProperty("role")
    ROLE,
    @JsonProperty("account")
    ACCOUNT,
    @JsonProperty("all")
    ALL
  }
}
