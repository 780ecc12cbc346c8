package dev.curfew.listener.webhook;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a request says before its body, checked as far as it can be without the body.
///
/// @param id a GUID of GitHub's; it is outside the signature, so anything else is as good as none
/// @param length of the body; null where it is not told
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record DeliveryHead(
    String event,
    @Nullable String id,
    @Nullable HookTarget target,
    byte[] signature,
    @Nullable Integer length) {
  /// GitHub's own ceiling (docs.github.com, «Webhook events and payloads»).
  static final int LONGEST_BODY = 25 * 1024 * 1024;

  private static final String JSON = "application/json";
  private static final Pattern GUID = Pattern.compile("[0-9A-Za-z-]{1,64}");
  private static final Pattern INT = Pattern.compile("[0-9]{1,9}");

  /// Throws [RefusedException] where nothing that could follow would make it a delivery.
  static DeliveryHead of(MultiMap headers) {
    Integer length = length(headers.get(HttpHeaderNames.CONTENT_LENGTH));
    if (!isJson(headers.get(HttpHeaderNames.CONTENT_TYPE))) {
      throw new RefusedException(Problem.NO_JSON);
    }
    if (headers.contains(HttpHeaderNames.CONTENT_ENCODING)) {
      throw new RefusedException(Problem.ENCODED);
    }
    byte[] signature = signature(headers.getAll("X-Hub-Signature-256"));
    String event = headers.get("X-GitHub-Event");
    if (event == null) {
      throw new RefusedException(Problem.NAMELESS);
    }
    return new DeliveryHead(
        event,
        plausible(headers.get("X-GitHub-Delivery")),
        HookTarget.of(
            headers.get("X-GitHub-Hook-Installation-Target-Type"),
            headers.get("X-GitHub-Hook-Installation-Target-ID")),
        signature,
        length);
  }

  private static @Nullable Integer length(@Nullable String told) {
    if (told == null) {
      return null;
    }
    if (!INT.matcher(told).matches() || Integer.parseInt(told) > LONGEST_BODY) {
      throw new RefusedException(Problem.TOO_LARGE);
    }
    return Integer.valueOf(told);
  }

  /// With parameters or without; GitHub sends none.
  private static boolean isJson(@Nullable String contentType) {
    return contentType != null
        && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(JSON);
  }

  private static byte[] signature(List<String> headers) {
    byte[] signature = headers.size() == 1 ? BodySignature.parse(headers.getFirst()) : null;
    if (signature == null) {
      throw new RefusedException(Problem.UNSIGNED);
    }
    return signature;
  }

  private static @Nullable String plausible(@Nullable String id) {
    return id != null && GUID.matcher(id).matches() ? id : null;
  }
}
