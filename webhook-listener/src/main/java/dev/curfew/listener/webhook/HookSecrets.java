package dev.curfew.listener.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.curfew.listener.delivery.Sender;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The secrets that deliveries are signed with. A source that has secrets of its own is believed by
/// these alone, and of nobody but itself; all others by the general ones.
final class HookSecrets {
  private static final String ALGORITHM = "HmacSHA256";

  private final List<Mac> general;
  private final Map<HookTarget, List<Mac>> own;

  HookSecrets(List<String> general, Map<HookTarget, List<String>> own) {
    this.general = macs(general);
    this.own =
        own.entrySet().stream()
            .collect(toUnmodifiableMap(Map.Entry::getKey, source -> macs(source.getValue())));
  }

  /// As configured.
  ///
  /// @throws IllegalArgumentException where nobody could be believed, or anybody: a secret is blank
  static HookSecrets of(WebhookSettings settings) {
    List<String> general = settings.secrets().orElse(List.of());
    if (settings.enabled() && general.isEmpty() && settings.sources().isEmpty()) {
      throw new IllegalArgumentException("curfew.listener.webhook.secrets is missing");
    }
    return new HookSecrets(
        general,
        settings.sources().entrySet().stream()
            .collect(
                toUnmodifiableMap(
                    source -> HookTarget.named(source.getKey()),
                    source -> source.getValue().secrets())));
  }

  /// Begins to check a body that says to come from there.
  BodySignature begin(@Nullable HookTarget target) {
    List<Mac> macs = target == null ? general : own.getOrDefault(target, general);
    return new BodySignature(macs.stream().map(HookSecrets::copy).toArray(Mac[]::new));
  }

  /// Of whom alone a delivery may tell that says to come from there and is rightly signed; null
  /// where it may tell of anybody: the general secrets are nobody's own.
  @Nullable Sender sender(@Nullable HookTarget target) {
    return target != null && own.containsKey(target) ? target.sender() : null;
  }

  private static List<Mac> macs(List<String> secrets) {
    return secrets.stream().map(HookSecrets::mac).toList();
  }

  private static Mac mac(String secret) {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("a secret of curfew.listener.webhook is blank");
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /// Cheaper than another one, and safe, since the original is never used itself.
  private static Mac copy(Mac mac) {
    try {
      return (Mac) mac.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own " + ALGORITHM + " can be copied", e);
    }
  }
}
