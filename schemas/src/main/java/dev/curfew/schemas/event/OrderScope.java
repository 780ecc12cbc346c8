package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What an order hits: all credentials that agree with one fact. A value that no such fact can have
/// is refused: an order that silently hits nobody is worse than none.
///
/// @param value what the fact must equal; absent for [Kind#ALL] alone
public record OrderScope(Kind kind, @Nullable String value) {
  public OrderScope {
    requireNonNull(kind, "kind");
    if (kind == Kind.ALL) {
      if (value != null) {
        throw new IllegalArgumentException("scope all takes no value");
      }
    } else {
      if (value == null || value.isBlank()) {
        throw new IllegalArgumentException("scope value is missing");
      }
      Require.line(value, "scope value");
      Require.matches(kind.form, value, "scope value");
    }
  }

  /// The fact to select by.
  public enum Kind {
    CREDENTIAL("credential", Require.UUID),
    ACCESS_KEY("access-key", Pattern.compile("[A-Z0-9]{16,128}")),
    /// GitHub's job id, which is also its check run's.
    JOB("job", ScopeForms.ID),
    RUN("run", ScopeForms.ID),
    REPOSITORY("repository", Require.REPOSITORY),
    /// GitHub's id of it, which it keeps whatever it is called.
    REPOSITORY_ID("repository-id", ScopeForms.ID),
    ORGANISATION("organisation", Require.OWNER),
    /// The full hash: GitHub's claims have no short ones.
    COMMIT("commit", Pattern.compile("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}")),
    /// As GitHub's claims have it: `refs/heads/main`.
    REF("ref", ScopeForms.REF),
    WORKFLOW("workflow", ScopeForms.WORKFLOW),
    ENVIRONMENT("environment", ScopeForms.ANY_TEXT),
    ACTOR("actor", ScopeForms.LOGIN),
    RUNNER("runner", ScopeForms.ANY_TEXT),
    ROLE("role", Require.ROLE_ARN),
    ACCOUNT("account", Pattern.compile("[0-9]{12}")),
    ALL("all", ScopeForms.ANY_TEXT);

    private final String word;
    private final Pattern form;

    Kind(String word, Pattern form) {
      this.word = word;
      this.form = form;
    }

    public static Optional<Kind> named(String word) {
      return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findAny();
    }

    /// As it stands in JSON and in the database.
    @JsonValue
    public String word() {
      return word;
    }

    /// Whether an order of this kind denies everything that its roles issued before its date, by
    /// whomever: Curfew's sessions and foreign ones.
    public boolean isRoleWide() {
      return this == ROLE || this == ACCOUNT || this == ALL;
    }
  }
}
