package dev.curfew.local.plan;

import dev.curfew.local.InvalidInputException;
import dev.curfew.revoker.deny.DenyQuestion;
import dev.curfew.revoker.deny.RoleSpace;
import dev.curfew.revoker.deny.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads what is known of a role. What is not exactly of the form is refused, and the field named:
/// a guess would be a wrong preview.
final class QuestionReader {
  private static final Pattern ROLE_ARN =
      Pattern.compile(
          "arn:aws(-cn|-us-gov)?:iam::\\d{12}:role/([\\x21-\\x7e]+/)?[\\w+=,.@-]{1,64}");

  /// A quota of ten, which AWS doubles on request.
  private static final int MOST_MANAGED = 20;

  private QuestionReader() {}

  /// What the planner is to be asked.
  ///
  /// @throws InvalidInputException with the path of the field that cannot be used
  static DenyQuestion read(byte[] json) {
    Field input =
        new Field("", StrictJson.parse(json)).object("role", "now", "horizon", "sessions");
    Field role = input.get("role").object("arn", "inlineCharactersUsed", "managedPoliciesUsed");
    role.get("arn").matching(ROLE_ARN, "not the ARN of a role in aws, aws-cn or aws-us-gov");
    RoleSpace space =
        new RoleSpace(
            role.get("inlineCharactersUsed").integer(RoleSpace.INLINE_CHARACTERS),
            role.get("managedPoliciesUsed").integer(MOST_MANAGED));
    return input.checked(() ->
        new DenyQuestion(
            sessions(input.get("sessions")),
            input.get("now").instant(),
            input.get("horizon").instant(),
            null,
            space));
  }

  private static List<Session> sessions(Field sessions) {
    List<Session> all = new ArrayList<>();
    for (Field each : sessions.elements()) {
      Field session = each.object("userId", "issuedAt", "expiresAt", "state");
      all.add(
          session.checked(() ->
              new Session(
                  session.get("userId").text(),
                  session.get("issuedAt").instant(),
                  session.get("expiresAt").instant(),
                  session.get("state").oneOf("live", "dead").equals("dead"))));
    }
    return all;
  }
}
