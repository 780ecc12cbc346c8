package dev.curfew.revoker.deny;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/// An IAM policy document, written without white space: that is how IAM counts it.
public record PolicyDocument(String json) {

  /// Denies everything to sessions whose `aws:userid` matches a pattern and that were issued before
  /// a moment. Both must hold.
  static PolicyDocument denying(List<String> userIdPatterns, Instant issuedBefore) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ArrayNode patterns = json.arrayNode();
    userIdPatterns.forEach(patterns::add);
    ObjectNode condition = json.objectNode();
    condition.putObject("StringLike").set("aws:userid", patterns);
    condition.putObject("DateLessThan").put("aws:TokenIssueTime", issuedBefore.toString());
    ObjectNode statement = json.objectNode();
    statement
        .put("Sid", "CurfewDeadSessions")
        .put("Effect", "Deny")
        .put("Action", "*")
        .put("Resource", "*")
        .set("Condition", condition);
    ObjectNode document = json.objectNode();
    document.put("Version", "2012-10-17").putArray("Statement").add(statement);
    return new PolicyDocument(document.toString());
  }

  int characters() {
    return json.length();
  }
}
