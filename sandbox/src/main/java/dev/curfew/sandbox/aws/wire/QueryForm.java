package dev.curfew.sandbox.aws.wire;

import dev.curfew.sandbox.aws.policy.NotEmulatedException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The parameters of a call. Lists are spelled `Name.member.1`, structures `Name.Field`.
public record QueryForm(Map<String, String> parameters) {
  public QueryForm {
    parameters = Map.copyOf(parameters);
  }

  /// Reads `application/x-www-form-urlencoded`.
  ///
  /// @throws Refusal `MalformedQueryString` where it is no form
  public static QueryForm parse(byte[] body) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (pair.isEmpty()) {
        continue;
      }
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (parameters.putIfAbsent(name, value) != null) {
        throw malformed();
      }
    }
    return new QueryForm(parameters);
  }

  public String action() {
    return parameters.getOrDefault("Action", "");
  }

  public String version() {
    return parameters.getOrDefault("Version", "NO_VERSION_SPECIFIED");
  }

  public Optional<String> optional(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /// A parameter that the call cannot do without.
  ///
  /// @throws Refusal `ValidationError` where it is missing
  public String required(String name) {
    return optional(name)
        .orElseThrow(() ->
            Refusal.validation(
                "1 validation error detected: Value null at '%s' failed to satisfy constraint:"
                        .formatted(memberName(name))
                    + " Member must not be null"));
  }

  /// A whole number within bounds, both included.
  ///
  /// @throws Refusal `ValidationError` where it is no number of this range
  public Optional<Integer> integer(String name, int least, int most) {
    return optional(name).map(text -> integer(name, text, least, most));
  }

  /// A list of strings. Empty where the parameter is missing, or is sent as an empty list.
  public List<String> strings(String name) {
    List<String> strings = new ArrayList<>();
    for (int i = 1; ; i++) {
      String value = parameters.get("%s.member.%d".formatted(name, i));
      if (value == null) {
        return strings;
      }
      strings.add(value);
    }
  }

  /// A list of `Key` and `Value`.
  ///
  /// @throws Refusal `ValidationError` where one of the two is missing
  public List<Map.Entry<String, String>> tags(String name) {
    List<Map.Entry<String, String>> tags = new ArrayList<>();
    for (int i = 1; ; i++) {
      String prefix = "%s.member.%d.".formatted(name, i);
      if (!parameters.containsKey(prefix + "Key") && !parameters.containsKey(prefix + "Value")) {
        return tags;
      }
      tags.add(Map.entry(required(prefix + "Key"), required(prefix + "Value")));
    }
  }

  /// Refuses parameters that the stand-in would otherwise pass over in silence.
  public void requireOnly(Set<String> known) {
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String name = parameter.getKey().split("\\.", 2)[0];
      boolean emptyList = parameter.getKey().equals(name) && parameter.getValue().isEmpty();
      if (!known.contains(name)
          && !name.equals("Action")
          && !name.equals("Version")
          && !emptyList) {
        throw new NotEmulatedException("parameter %s of %s".formatted(name, action()));
      }
    }
  }

  /// The service model's spelling, which errors use.
  public static String memberName(String parameter) {
    return parameter.substring(0, 1).toLowerCase(Locale.ROOT) + parameter.substring(1);
  }

  private static int integer(String name, String text, int least, int most) {
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new Refusal(400, "MalformedInput", "%s is no integer".formatted(name));
    }
    if (number < least) {
      throw Refusal.constraint(
          memberName(name), text, "Member must have value greater than or equal to " + least);
    }
    if (number > most) {
      throw Refusal.constraint(
          memberName(name), text, "Member must have value less than or equal to " + most);
    }
    return number;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  private static Refusal malformed() {
    return new Refusal(400, "MalformedQueryString", "The request body is no form.");
  }
}
