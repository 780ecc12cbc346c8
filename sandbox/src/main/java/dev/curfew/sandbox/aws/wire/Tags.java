package dev.curfew.sandbox.aws.wire;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What AWS accepts as tags of roles and of sessions:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_know>.
public final class Tags {
  private static final int MOST = 50;
  private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
  private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

  private Tags() {}

  /// In the order given.
  ///
  /// @throws Refusal `ValidationError` for form and number, `InvalidInput` for keys that are the
  ///   same but for their case
  public static Map<String, String> checked(List<Map.Entry<String, String>> tags) {
    if (tags.size() > MOST) {
      throw Refusal.constraint(
          "tags", tags.size() + " tags", "Member must have length less than or equal to " + MOST);
    }
    Map<String, String> checked = new LinkedHashMap<>();
    Set<String> keys = new HashSet<>();
    for (Map.Entry<String, String> tag : tags) {
      require("key", tag.getKey(), KEY);
      require("value", tag.getValue(), VALUE);
      if (!keys.add(tag.getKey().toLowerCase(Locale.ROOT))) {
        throw new Refusal(
            400,
            "InvalidInput",
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
      checked.put(tag.getKey(), tag.getValue());
    }
    return checked;
  }

  private static void require(String part, String text, Pattern form) {
    if (!form.matcher(text).matches()) {
      throw Refusal.constraint(
          "tags.member." + part,
          text,
          "Member must satisfy regular expression pattern: " + form.pattern());
    }
  }
}
