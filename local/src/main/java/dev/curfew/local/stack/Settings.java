package dev.curfew.local.stack;

import dev.curfew.sandbox.aws.AccessKey;
import dev.curfew.sandbox.github.GitHubSandbox;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The services' environment variables: the same ones as in production.
final class Settings {
  static final String AUDIENCE = "curfew";
  private static final String REGION = "eu-central-1";

  private final StackSpec spec;
  private final Backing backing;
  private final URI aws;

  Settings(StackSpec spec, Backing backing, URI aws) {
    this.spec = spec;
    this.backing = backing;
    this.aws = aws;
  }

  Map<String, String> issuer(AccessKey key, GitHubSandbox github, Path policy) {
    Map<String, String> settings = common(spec.ports().issuer());
    settings.putAll(aws(key));
    settings.putAll(asking(github));
    settings.put("AWS_ENDPOINT_URL_STS", aws.toString());
    settings.put("CURFEW_ISSUER_TOKEN_ISSUERS", github.issuer().toString());
    settings.put("CURFEW_ISSUER_TOKEN_AUDIENCE", AUDIENCE);
    settings.putAll(database());
    settings.put("CURFEW_ISSUER_POLICY_FILE", policy.toString());
    // Nothing leaves this machine.
    settings.put("QUARKUS_HTTP_INSECURE_REQUESTS", "enabled");
    return settings;
  }

  Map<String, String> listener() {
    Map<String, String> settings = common(spec.ports().listener());
    settings.put("CURFEW_LISTENER_WEBHOOK_SECRETS", spec.webhookSecret());
    return settings;
  }

  /// With a GitHub that can be asked.
  Map<String, String> listener(GitHubSandbox github, List<String> hooks) {
    Map<String, String> settings = listener();
    settings.putAll(asking(github));
    settings.put("CURFEW_LISTENER_SWEEP_HOOKS", String.join(",", hooks));
    settings.put("CURFEW_LISTENER_WEBHOOK_ENABLED", Boolean.toString(!spec.pullOnly()));
    // A minute is GitHub's pace, and nobody's who watches.
    settings.put("CURFEW_LISTENER_SWEEP_INTERVAL", "1s");
    settings.put("CURFEW_LISTENER_LEASE_AGE", "20s");
    settings.put("CURFEW_LISTENER_LEASE_INTERVAL", "1s");
    return settings;
  }

  Map<String, String> revoker(AccessKey key) {
    Map<String, String> settings = common(spec.ports().revoker());
    settings.putAll(aws(key));
    settings.put("AWS_ENDPOINT_URL_IAM", aws.toString());
    settings.put("AWS_ENDPOINT_URL_STS", aws.toString());
    settings.put("CURFEW_REVOKER_PROOF_ENABLED", "true");
    // Whoever plays wants to see each deny take effect, not a sample.
    settings.put("CURFEW_REVOKER_PROOF_EVERY", "0s");
    settings.putAll(database());
    return settings;
  }

  /// One for both services: the issuer keeps to a schema of its own.
  private Map<String, String> database() {
    Database database = backing.database();
    return Map.of(
        "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
        "QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl(),
        "QUARKUS_DATASOURCE_USERNAME", database.username(),
        "QUARKUS_DATASOURCE_PASSWORD", database.password());
  }

  /// For people who give orders; without it the revoker hears none over HTTP.
  Map<String, String> people(URI identityProvider) {
    return Map.of(
        "QUARKUS_OIDC_AUTH_SERVER_URL",
        identityProvider.toString(),
        "QUARKUS_OIDC_TOKEN_AUDIENCE",
        AUDIENCE);
  }

  /// A service of its own is somebody of its own to GitHub.
  private static Map<String, String> asking(GitHubSandbox github) {
    return Map.of(
        "CURFEW_GITHUB_API",
        github.api().toString(),
        "CURFEW_GITHUB_TOKEN",
        github.personalToken());
  }

  private Map<String, String> common(int port) {
    Map<String, String> settings = new HashMap<>();
    settings.put("KAFKA_BOOTSTRAP_SERVERS", backing.bootstrapServers());
    settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    settings.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    return settings;
  }

  /// The user's own `~/.aws` is out of it: a profile there may redirect the SDK.
  private Map<String, String> aws(AccessKey key) {
    String nothing = spec.directory().resolve("no-aws-settings").toString();
    return Map.of(
        "AWS_REGION", REGION,
        "AWS_ACCESS_KEY_ID", key.accessKeyId(),
        "AWS_SECRET_ACCESS_KEY", key.secretAccessKey(),
        "AWS_CONFIG_FILE", nothing,
        "AWS_SHARED_CREDENTIALS_FILE", nothing);
  }
}
