package dev.curfew.listener.delivery;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/// Who signed a delivery with a secret that nobody else has, and so may tell of nobody else.
///
/// @param id GitHub's, of the repository, organisation, enterprise or App that has the hook
public record Sender(Kind kind, long id) {
  public Sender {
    requireNonNull(kind, "kind");
  }

  /// Whether a body is about the sender. GitHub puts the organisation, the enterprise or the App's
  /// installation into each delivery of such a hook; to which App an installation belongs it says
  /// only in events about installations, which are the App's alone.
  boolean mayTell(String event, BodyFields body) {
    boolean ofInstallations = event.equals(DeliveryReader.INSTALLATION);
    return switch (kind) {
      case REPOSITORY -> !ofInstallations && isId(body, "repository.id");
      case ORGANIZATION -> !ofInstallations && isId(body, "organization.id");
      case BUSINESS -> !ofInstallations && isId(body, "enterprise.id");
      case INTEGRATION ->
          ofInstallations
              ? isId(body, "installation.app_id")
              : body.number("installation.id").isPresent();
    };
  }

  private boolean isId(BodyFields body, String path) {
    return body.says(path, Long.toString(id));
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + ":" + id;
  }

  /// What a hook is installed on, in GitHub's words: a business is an enterprise, an integration an
  /// App.
  public enum Kind {
    REPOSITORY,
    ORGANIZATION,
    BUSINESS,
    INTEGRATION
  }
}
