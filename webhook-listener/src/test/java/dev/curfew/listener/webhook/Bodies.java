package dev.curfew.listener.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Bodies that the listener reads something of, and GitHub's signature over them.
final class Bodies {
  private Bodies() {}

  static String completed(long jobId) {
    return job(jobId, "completed", "completed");
  }

  static String job(long jobId, String action, String status) {
    return """
    {
      "action": "%s",
      "workflow_job": {
        "id": %d, "run_id": 2202229078, "run_attempt": 1, "status": "%s", "conclusion": "failure",
        "head_sha": "3484a3fb816e0859fd6e1cea078d76385ff50625",
        "completed_at": "2026-11-23T10:38:16Z", "steps": [{"name": "build", "number": 1}]
      },
      "repository": {"id": 186853002, "full_name": "octo-org/octo-repo", "private": false},
      "sender": {"login": "octocat"}
    }
    """
        .formatted(action, jobId, status);
  }

  static String sign(String secret, String body) {
    return sign(secret, body.getBytes(UTF_8));
  }

  static String sign(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
