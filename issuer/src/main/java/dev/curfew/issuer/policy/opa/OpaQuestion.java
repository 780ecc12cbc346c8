package dev.curfew.issuer.policy.opa;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.issuer.binding.LookedUpJob;
import dev.curfew.issuer.policy.PolicyInput;
import java.util.Date;
import java.util.TreeMap;

/// A request in the form that OPA takes: `{"input": {claims, job, role, duration, credential}}`.
final class OpaQuestion {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OpaQuestion() {}

  static byte[] of(PolicyInput input) {
    ObjectNode question = JSON.createObjectNode();
    ObjectNode fields = question.putObject("input");
    fields.set("claims", claims(input));
    fields.set("job", input.job().map(OpaQuestion::job).orElse(null));
    fields.put("role", input.roleArn());
    fields.put("duration", input.duration().toSeconds());
    fields.put("credential", input.credentialId().toString());
    input.step().ifPresent(step -> fields.put("step", step));
    try {
      return JSON.writeValueAsBytes(question);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read from JSON can be written as JSON", e);
    }
  }

  /// As in the token: times are seconds there.
  private static ObjectNode claims(PolicyInput input) {
    ObjectNode claims = JSON.createObjectNode();
    new TreeMap<>(input.claims())
        .forEach((name, value) -> {
          Object plain = value instanceof Date date ? date.toInstant().getEpochSecond() : value;
          claims.set(name, JSON.valueToTree(plain));
        });
    return claims;
  }

  private static ObjectNode job(LookedUpJob job) {
    ObjectNode fields = JSON.createObjectNode();
    fields.put("id", job.jobId());
    fields.put("name", job.name());
    fields.put("head_sha", job.headSha());
    job.runnerId().ifPresent(id -> fields.put("runner_id", id));
    job.runnerName().ifPresent(name -> fields.put("runner_name", name));
    job.runnerGroup().ifPresent(group -> fields.put("runner_group", group));
    fields.set("labels", JSON.valueToTree(job.labels()));
    return fields;
  }
}
