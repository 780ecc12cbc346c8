package dev.curfew.listener.sweep;

import java.util.Optional;
import java.util.regex.Pattern;

/// A webhook as GitHub's REST API names it, below whose name its deliveries are listed.
///
/// @param name `app`, `orgs/ORG/hooks/ID` or `repos/OWNER/REPO/hooks/ID`
public record Hook(String name) {
  private static final Pattern FORM =
      Pattern.compile("app|orgs/[\\w-]+/hooks/\\d+|repos/[\\w-]+/[\\w.-]+/hooks/\\d+");

  public Hook {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "not app, orgs/ORG/hooks/ID or repos/OWNER/REPO/hooks/ID: " + name);
    }
  }

  /// Whether it is the App's own.
  public boolean isOfApp() {
    return name.equals("app");
  }

  /// Whose it is, where it is an organisation's.
  public Optional<String> organisation() {
    return name.startsWith("orgs/") ? Optional.of(name.split("/", 3)[1]) : Optional.empty();
  }

  /// Whose it is, where it is a repository's: `owner/name`.
  public Optional<String> repository() {
    return name.startsWith("repos/")
        ? Optional.of(name.substring("repos/".length(), name.indexOf("/hooks/")))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return name;
  }
}
