package dev.curfew.schemas.wire;

import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// The golden files: one example of each event, as outsiders see it.
final class Golden {
  private Golden() {}

  static byte[] bytes(EventType type) {
    return resource("/golden/" + type.typeName() + ".json");
  }

  static byte[] schema(EventType type) {
    return resource("/dev/curfew/schemas/" + type.typeName() + ".schema.json");
  }

  static CurfewEvent event(EventType type) {
    try {
      return EventJson.read(bytes(type), type.eventClass());
    } catch (IOException e) {
      throw new IllegalStateException("golden file of " + type.typeName() + " is unreadable", e);
    }
  }

  static byte[] resource(String path) {
    try (InputStream in =
        Objects.requireNonNull(Golden.class.getResourceAsStream(path), () -> "missing " + path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(path, e);
    }
  }
}
