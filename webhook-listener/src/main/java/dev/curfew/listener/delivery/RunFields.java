package dev.curfew.listener.delivery;

import dev.curfew.schemas.event.Detection;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What bodies of jobs and of runs have in common. Nothing but ids is worth losing an end for: what
/// else is absent or impossible is replaced.
final class RunFields {
  private final Delivery delivery;
  private final BodyFields body;

  RunFields(Delivery delivery, BodyFields body) {
    this.delivery = delivery;
    this.body = body;
  }

  /// An id that the meaning depends on.
  ///
  /// @throws IllegalArgumentException where there is none
  long id(String path) {
    OptionalLong id = body.number(path);
    if (id.isEmpty()) {
      throw new IllegalArgumentException(path + " is no id");
    }
    return id.getAsLong();
  }

  /// `owner/name`
  ///
  /// @throws IllegalArgumentException where there is none
  String repository() {
    return body.required("repository.full_name");
  }

  /// Servers that knew no re-runs sent no attempt. The job's id decides in any case.
  int attempt(String path) {
    long attempt = body.number(path).orElse(1);
    return attempt < 1 || attempt > Integer.MAX_VALUE ? 1 : (int) attempt;
  }

  /// Null where it is absent, or none that the contract takes.
  @Nullable String shortText(String path) {
    String text = body.text(path);
    return Texts.isUsable(text) ? text : null;
  }

  Detection detection(String path) {
    return new Detection(
        delivery.source(),
        GitHubTime.read(body.text(path), delivery.receivedAt()).orElse(delivery.receivedAt()),
        delivery.receivedAt());
  }
}
