package dev.curfew.schemas.event;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The checks that event records make of themselves. Messages name the component and never repeat
/// the value: it may be hostile.
final class Require {
  /// Owner and name as GitHub allows them; nothing that could steer a path or a pattern.
  static final Pattern REPOSITORY =
      Pattern.compile("[A-Za-z0-9-]+(_[a-z0-9]+)?/(?!\\.{1,2}$)[\\w.-]+");

  /// A user's or an organisation's name; with a short code where an enterprise manages its users.
  static final Pattern OWNER = Pattern.compile("[A-Za-z0-9-]+(_[a-z0-9]+)?");

  static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /// `AROA…:name`; the name's alphabet is STS's for RoleSessionName.
  private static final Pattern USER_ID = Pattern.compile("[A-Z0-9]{4,128}:[\\w+=,.@-]{2,64}");

  static final Pattern ROLE_ARN =
      Pattern.compile(
          "arn:aws(-cn|-us-gov)?:iam::\\d{12}:role/([\\x21-\\x7e]+/)?[\\w+=,.@-]{1,64}");

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /// What a store or another language can hold; a time outside of it is no time of ours.
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  /// Longer than GitHub's longest ref, and short enough for a log line.
  static final int LONGEST_TEXT = 1024;

  private Require() {}

  static void positive(long value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " is not positive");
    }
  }

  static void text(@Nullable String value, String name) {
    if (Objects.requireNonNull(value, name).isBlank()) {
      throw new IllegalArgumentException(name + " is blank");
    }
    shortText(value, name);
  }

  /// For a log's line and a terminal: no line breaks, no escape sequences.
  static void line(String value, String name) {
    text(value, name);
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(name + " has a control character");
    }
  }

  /// Where there may be none, or an empty one. U+0000 is in no text: PostgreSQL cannot hold it. Nor
  /// is half of a surrogate pair, which JSON can escape and UTF-8 cannot write.
  static void shortText(@Nullable String value, String name) {
    if (value == null) {
      return;
    }
    if (value.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(name + " is longer than " + LONGEST_TEXT);
    }
    if (value.codePoints().anyMatch(Require::isNoText)) {
      throw new IllegalArgumentException(name + " has a character that is no text");
    }
  }

  private static boolean isNoText(int codePoint) {
    return codePoint == 0
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }

  static void instant(Instant value, String name) {
    if (Objects.requireNonNull(value, name).isBefore(EARLIEST) || !value.isBefore(LATEST)) {
      throw new IllegalArgumentException(name + " is not between 2000 and 2200");
    }
  }

  static void repository(String value, String name) {
    matches(REPOSITORY, value, name);
  }

  static void userId(String value, String name) {
    matches(USER_ID, value, name);
  }

  static void roleArn(String value, String name) {
    matches(ROLE_ARN, value, name);
  }

  static void sha256(String value, String name) {
    matches(SHA_256, value, name);
  }

  static void matches(Pattern form, String value, String name) {
    shortText(Objects.requireNonNull(value, name), name);
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(name + " has not the form it must have");
    }
  }
}
