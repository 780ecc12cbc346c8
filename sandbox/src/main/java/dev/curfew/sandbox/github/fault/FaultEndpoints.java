package dev.curfew.sandbox.github.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.wire.Body;
import dev.curfew.sandbox.http.Answer;
import dev.curfew.sandbox.http.Refusal;
import dev.curfew.sandbox.http.Request;
import dev.curfew.sandbox.http.Route;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;

/// `GET /_sandbox/faults` tells what is wrong with GitHub, `PUT` says what is to be: what its JSON
/// does not name is healed. Shares are numbers from 0 to 1, times ISO 8601 durations.
public final class FaultEndpoints {
  private static final String PATH = "/_sandbox/faults";

  private final Faults faults;

  public FaultEndpoints(Faults faults) {
    this.faults = faults;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("GET", PATH, _ -> Answer.ok(write())), Route.of("PUT", PATH, this::put));
  }

  private Answer put(Request request) throws IOException {
    try {
      faults.become(read(Body.ofControl(request)));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new Refusal(422, String.valueOf(e.getMessage()));
    }
    return Answer.ok(write());
  }

  private ObjectNode write() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("seed", faults.seed());
    for (Fault fault : Fault.values()) {
      json.put(fault.json(), faults.share(fault));
    }
    json.put("delay", faults.delay().toString());
    json.put("reorder", faults.reorder().toString());
    return json;
  }

  private static Faults read(ObjectNode json) {
    Faults read = new Faults();
    json.properties().forEach(field -> set(read, field.getKey(), field.getValue()));
    return read;
  }

  private static void set(Faults read, String name, JsonNode value) {
    switch (name) {
      case "seed" -> read.seed(value.asLong());
      case "delay" -> read.delay(Duration.parse(value.asText()));
      case "reorder" -> read.reorder(Duration.parse(value.asText()));
      default -> read.share(fault(name), value.asDouble(-1));
    }
  }

  private static Fault fault(String name) {
    return Arrays.stream(Fault.values())
        .filter(fault -> fault.json().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown field: " + name));
  }
}
