package dev.curfew.revoker.order;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/// Query parameters to the letter: a misspelt `dryRun` must not become an order.
final class Query {
  private static final String DRY_RUN = "dryRun";

  private Query() {}

  static boolean dryRun(UriInfo uri) {
    MultivaluedMap<String, String> parameters = uri.getQueryParameters();
    for (String name : parameters.keySet()) {
      if (!name.equals(DRY_RUN)) {
        throw new RefusedException(
            Refusal.INVALID_REQUEST, "dryRun is the only query parameter there is");
      }
    }
    List<String> values = parameters.getOrDefault(DRY_RUN, List.of("false"));
    return switch (values.size() == 1 ? values.getFirst() : "") {
      case "true" -> true;
      case "false" -> false;
      default -> throw new RefusedException(Refusal.INVALID_REQUEST, "dryRun is true or false");
    };
  }

  static void none(UriInfo uri) {
    if (!uri.getQueryParameters().isEmpty()) {
      throw new RefusedException(Refusal.INVALID_REQUEST, "there are no query parameters here");
    }
  }
}
