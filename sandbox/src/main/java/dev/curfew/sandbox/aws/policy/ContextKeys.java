package dev.curfew.sandbox.aws.policy;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The condition keys whose values the stand-in knows to be present or absent in a request. Of any
/// other key it cannot tell what AWS would see.
final class ContextKeys {
  private static final Set<String> MULTIVALUED = Set.of("aws:tagkeys", "sts:transitivetagkeys");

  private static final Set<String> SINGLE =
      Set.of(
          "aws:currenttime",
          "aws:epochtime",
          "aws:principalaccount",
          "aws:principalarn",
          "aws:principaltype",
          "aws:sourceidentity",
          "aws:tokenissuetime",
          "aws:userid",
          "aws:username",
          "iam:policyarn",
          "sts:externalid",
          "sts:rolesessionname",
          "sts:sourceidentity");

  private static final List<String> TAGS = List.of("aws:principaltag/", "aws:requesttag/");

  private ContextKeys() {}

  /// Keys are compared without regard to case.
  static String normal(String key) {
    return key.toLowerCase(Locale.ROOT);
  }

  static boolean emulated(String key) {
    String normal = normal(key);
    return SINGLE.contains(normal)
        || MULTIVALUED.contains(normal)
        || TAGS.stream().anyMatch(tag -> normal.startsWith(tag) && normal.length() > tag.length());
  }

  static boolean multivalued(String key) {
    return MULTIVALUED.contains(normal(key));
  }
}
