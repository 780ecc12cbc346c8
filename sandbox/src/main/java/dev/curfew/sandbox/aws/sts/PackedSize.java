package dev.curfew.sandbox.aws.sts;

import java.util.Map;

/// `PackedPolicySize`. How AWS packs session policies and tags is not published; this share of a
/// policy's greatest length is an estimate, for clients that watch the number. It never refuses.
final class PackedSize {
  private static final int WHOLE = 2_048;

  private PackedSize() {}

  /// Percent, 0 where there is nothing to pack.
  static int percent(AssumeRoleRequest request) {
    int characters = request.policy().map(policy -> policy.document().size()).orElse(0);
    for (Map.Entry<String, String> tag : request.tags().entrySet()) {
      characters += tag.getKey().length() + tag.getValue().length();
    }
    return Math.min(100, Math.ceilDiv(characters * 100, WHOLE));
  }
}
