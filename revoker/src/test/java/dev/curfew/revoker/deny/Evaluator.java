package dev.curfew.revoker.deny;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Reads policy documents as AWS documents them, naively, and shares nothing with the planner.
final class Evaluator {
  private static final Duration DOUBT = Duration.ofSeconds(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> statements = new ArrayList<>();

  Evaluator(DenyPlan plan) {
    documents(plan)
        .forEach(document -> {
          try {
            JSON.readTree(document.json()).get("Statement").forEach(statements::add);
          } catch (JsonProcessingException e) {
            throw new AssertionError(document.json(), e);
          }
        });
    for (JsonNode statement : statements) {
      if (!statement.get("Effect").asText().equals("Deny")
          || !statement.get("Action").asText().equals("*")
          || !statement.get("Resource").asText().equals("*")
          || statement.size() != 4) {
        throw new AssertionError("not a deny of everything: " + statement);
      }
    }
  }

  static Stream<PolicyDocument> documents(DenyPlan plan) {
    return Stream.concat(Stream.ofNullable(plan.inline()), plan.managed().stream());
  }

  /// Whatever `aws:TokenIssueTime` says, within the doubt.
  boolean certainlyDenies(Session session) {
    return denies(session.userId(), session.issuedAt().plus(DOUBT))
        && denies(session.userId(), session.issuedAt())
        && denies(session.userId(), session.issuedAt().minus(DOUBT));
  }

  boolean mayDeny(Session session) {
    return denies(session.userId(), session.issuedAt().minus(DOUBT));
  }

  boolean denies(String userId, Instant issuedAt) {
    return statements.stream().anyMatch(each -> holds(each.get("Condition"), userId, issuedAt));
  }

  private static boolean holds(JsonNode condition, String userId, Instant issuedAt) {
    for (String operator : (Iterable<String>) condition::fieldNames) {
      boolean holds =
          switch (operator) {
            case "StringLike" ->
                values(condition.at("/StringLike/aws:userid")).stream()
                    .anyMatch(pattern -> like(pattern, userId));
            case "DateLessThan" ->
                issuedAt.isBefore(
                    Instant.parse(condition.at("/DateLessThan/aws:TokenIssueTime").asText()));
            default -> throw new AssertionError("unknown operator " + operator);
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  private static boolean like(String pattern, String value) {
    if (pattern.isEmpty()) {
      return value.isEmpty();
    }
    if (pattern.charAt(0) == '*') {
      return like(pattern.substring(1), value)
          || (!value.isEmpty() && like(pattern, value.substring(1)));
    }
    return !value.isEmpty()
        && (pattern.charAt(0) == '?' || pattern.charAt(0) == value.charAt(0))
        && like(pattern.substring(1), value.substring(1));
  }

  Set<String> patterns() {
    Set<String> all = new TreeSet<>();
    for (JsonNode statement : statements) {
      all.addAll(values(statement.at("/Condition/StringLike/aws:userid")));
    }
    return all;
  }

  private static List<String> values(JsonNode node) {
    List<String> values = new ArrayList<>();
    node.forEach(value -> values.add(value.asText()));
    return values;
  }
}
