package dev.curfew.listener.webhook;

import dev.curfew.listener.delivery.Sender;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a hook is installed on, by `X-GitHub-Hook-Installation-Target-Type` and `-ID`. Both are
/// outside the signature.
record HookTarget(String type, String id) {
  /// `organization:38302899`; GitHub's words, `business` being an enterprise and `integration` an
  /// App. Environment variables have no colon: there any other mark does.
  private static final Pattern FORM =
      Pattern.compile("(repository|organization|business|integration)[:._-]([1-9][0-9]{0,17})");

  /// A target as settings name it.
  ///
  /// @throws IllegalArgumentException where there is no such one
  static HookTarget named(String name) {
    Matcher matcher = FORM.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + name + "' is no source like organization:38302899");
    }
    return new HookTarget(matcher.group(1), matcher.group(2));
  }

  /// Of one that settings name.
  Sender sender() {
    return new Sender(Sender.Kind.valueOf(type.toUpperCase(Locale.ROOT)), Long.parseLong(id));
  }

  /// As a request names it; null where it does not.
  static @Nullable HookTarget of(@Nullable String type, @Nullable String id) {
    return type == null || id == null ? null : new HookTarget(type, id);
  }
}
