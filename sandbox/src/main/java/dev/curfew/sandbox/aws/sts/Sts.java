package dev.curfew.sandbox.aws.sts;

import dev.curfew.sandbox.aws.auth.Authenticated;
import dev.curfew.sandbox.aws.auth.Authorizer;
import dev.curfew.sandbox.aws.directory.Directory;
import dev.curfew.sandbox.aws.wire.QueryForm;
import dev.curfew.sandbox.aws.wire.Refusal;
import dev.curfew.sandbox.aws.wire.Xml;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;

/// The STS service.
public final class Sts {
  private final AssumeRole assumeRole;

  public Sts(Directory directory, Authorizer authorizer, Clock clock) {
    this.assumeRole = new AssumeRole(directory, authorizer, clock);
  }

  /// Does what is asked, and returns what goes into the answer's result.
  ///
  /// @throws Refusal as STS would refuse
  public Consumer<Xml> call(Authenticated by, QueryForm form) {
    return switch (form.action()) {
      case "AssumeRole" -> assumeRole.call(by, form);
      case "GetCallerIdentity" -> callerIdentity(by, form);
      default -> throw Refusal.invalidAction(form.action(), form.version());
    };
  }

  /// Asks no policy: AWS answers it even under an explicit deny.
  private static Consumer<Xml> callerIdentity(Authenticated by, QueryForm form) {
    form.requireOnly(Set.of());
    return xml ->
        xml.text("Arn", by.arn())
            .text("UserId", by.caller().userId())
            .text("Account", by.caller().accountId());
  }
}
