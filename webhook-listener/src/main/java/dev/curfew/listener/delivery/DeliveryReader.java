package dev.curfew.listener.delivery;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds out what a delivery means. Bodies are signed and still trusted in nothing: whatever one
/// holds, there is an answer.
public final class DeliveryReader {
  static final String INSTALLATION = "installation";

  private static final Map<String, EventReader> READERS =
      Map.of(
          "workflow_job",
          new JobReader(),
          "workflow_run",
          new RunReader(),
          INSTALLATION,
          new InstallationReader(),
          "repository",
          new RepositoryReader(),
          "secret_scanning_alert",
          new AlertReader());

  private DeliveryReader() {}

  /// Whether deliveries of this event can concern us.
  public static boolean mayMatter(String event) {
    return READERS.containsKey(event);
  }

  /// As [#mayMatter(String)], where the action is known without the body.
  ///
  /// @param action null where it is not known
  public static boolean mayMatter(String event, @Nullable String action) {
    EventReader reader = READERS.get(event);
    return reader != null && (action == null || reader.mayTell(action));
  }

  static Meaning read(Delivery delivery) {
    EventReader reader = READERS.get(delivery.event());
    if (reader == null) {
      return new Meaning.Irrelevant();
    }
    try {
      BodyFields body = BodyFields.read(delivery.body(), reader.wanted(), reader::isIgnorable);
      if (reader.isIgnorable(body)) {
        return new Meaning.Irrelevant();
      }
      Sender sender = delivery.sender();
      return sender == null || sender.mayTell(delivery.event(), body)
          ? reader.meaning(delivery, body)
          : new Meaning.Foreign(sender);
    } catch (IOException e) {
      return new Meaning.Unusable("body is not the JSON of a " + delivery.event() + " event");
    } catch (IllegalArgumentException e) {
      return new Meaning.Unusable("body lacks what it must have: " + e.getMessage());
    }
  }
}
