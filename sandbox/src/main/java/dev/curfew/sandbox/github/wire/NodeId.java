package dev.curfew.sandbox.github.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/// GraphQL's global ids, in the form GitHub gave them first.
public final class NodeId {
  private NodeId() {}

  public static String of(String type, long id) {
    String plain = "0%d:%s%d".formatted(type.length(), type, id);
    return Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
  }
}
