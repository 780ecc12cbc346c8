package dev.curfew.local.bench.issue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.curfew.local.job.IssuerClient;
import dev.curfew.local.stack.IssuanceStack;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.schemas.Sha256;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Makes requests beforehand: a job in progress asks for credentials, each time with a fresh token.
/// Signatures cost more than all else that a load does.
final class Requests {
  private final IssuanceStack stack;
  private final IssuePlan plan;

  Requests(IssuanceStack stack, IssuePlan plan) {
    this.stack = stack;
    this.plan = plan;
  }

  /// @param tokenSha256 by which the credential's record names it
  /// @param text head and body, in ASCII
  record Request(String tokenSha256, String text) {}

  /// As many of them, in the order of the jobs' beginning.
  List<Request> make(int count) {
    int jobs = Math.ceilDiv(count, plan.tokensPerJob());
    List<ActionsJob> running =
        Stream.generate(() -> stack.github().startJob(JobSpec.example())).limit(jobs).toList();
    try (IssuerClient issuer = new IssuerClient(stack.issuer().uri())) {
      return IntStream.range(0, count)
          .parallel()
          .mapToObj(index -> request(running.get(index / plan.tokensPerJob()), issuer))
          .toList();
    }
  }

  private Request request(ActionsJob job, IssuerClient issuer) {
    String audience = plan.nonce() ? issuer.audience(job) : stack.audience();
    String token = stack.github().idToken(job, audience);
    return new Request(Sha256.hex(token.getBytes(US_ASCII)), text(job, token));
  }

  private String text(ActionsJob job, String token) {
    String body = IssuerClient.body(job, token, stack.role());
    URI issuer = stack.issuer().uri();
    return String.join(
        "\r\n",
        "POST /issue HTTP/1.1",
        "Host: " + issuer.getAuthority(),
        "Accept: application/json",
        "Content-Type: application/json",
        "Content-Length: " + body.length(),
        "",
        body);
  }
}
