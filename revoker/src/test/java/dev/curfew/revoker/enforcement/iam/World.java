package dev.curfew.revoker.enforcement.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.revoker.aws.AwsEnvironment;
import dev.curfew.revoker.aws.MovableClock;
import dev.curfew.revoker.aws.OperatorsPage;
import dev.curfew.revoker.deny.PolicyDocument;
import dev.curfew.sandbox.aws.AccessKey;
import dev.curfew.sandbox.aws.AwsSandbox;
import dev.curfew.sandbox.aws.OpenedSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamAsyncClient;

/// Accounts of AWS's stand-in, set up as docs/aws.md tells an operator to.
final class World implements AutoCloseable {
  static final String HOME = "111122223333";
  static final String OTHER = "123456789012";
  static final String EXTERNAL_ID = "choose-one";
  static final String ALLOW_ALL =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}\
      """;

  private static final String TRUST_ALL =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",\
      "Principal":{"AWS":"*"}}}\
      """;

  private static final String EXAMPLE = "123456789012";
  private static final ObjectMapper JSON = new ObjectMapper();

  final MovableClock clock = new MovableClock();
  final AwsSandbox aws;
  final AccessKey revoker;
  private final AwsEnvironment environment;
  private final List<IamAsyncClient> administrators = new ArrayList<>();

  /// @param besides statements that the revoker's own identity has beyond the page's
  World(String... besides) {
    try {
      aws = AwsSandbox.start(0, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    revoker =
        aws.createUser(
            HOME,
            "revoker",
            together(
                page("revoker-policy", HOME),
                OperatorsPage.policy("assume-account-roles"),
                besides));
    environment = new AwsEnvironment(aws.endpoint(), revoker);
  }

  /// @param settings of accounts, as `"123456789012".role-arn`
  IamRolePolicies policies(Map<String, String> settings) {
    return policies(settings, clock);
  }

  IamRolePolicies policies(Map<String, String> settings, Clock revokersClock) {
    return new IamRolePolicies(environment.accounts(settings, revokersClock));
  }

  static Map<String, String> through(String accountRole, String externalId) {
    String account = accountRole.split(":", -1)[4];
    return Map.of(
        "\"%s\".role-arn".formatted(account),
        accountRole,
        "\"%s\".external-id".formatted(account),
        externalId);
  }

  /// A profile with this key, in the files that the SDK reads.
  void profile(Path directory, String name, AccessKey key) throws IOException {
    Path file = directory.resolve("credentials");
    Files.writeString(
        file,
        """
        [%s]
        aws_access_key_id = %s
        aws_secret_access_key = %s
        """
            .formatted(name, key.accessKeyId(), key.secretAccessKey()));
    environment.set("aws.sharedCredentialsFile", file.toString());
  }

  IamAsyncClient administrator(String account) {
    return administrator(account, Region.AWS_GLOBAL);
  }

  IamAsyncClient administrator(String account, Region region) {
    AccessKey key = aws.createUser(account, "administrator-" + administrators.size(), ALLOW_ALL);
    IamAsyncClient iam =
        IamAsyncClient.builder()
            .endpointOverride(aws.endpoint())
            .region(region)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
            .build();
    administrators.add(iam);
    return iam;
  }

  /// A role for jobs, which may do all.
  static String jobRole(IamAsyncClient administrator, String name) {
    String arn =
        administrator
            .createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST_ALL))
            .join()
            .role()
            .arn();
    administrator
        .putRolePolicy(r -> r.roleName(name).policyName("work").policyDocument(ALLOW_ALL))
        .join();
    return arn;
  }

  /// The role through which the revoker works in an account.
  static String accountRole(IamAsyncClient administrator, String account) {
    String arn =
        administrator
            .createRole(r ->
                r.roleName("curfew-revoker")
                    .assumeRolePolicyDocument(
                        OperatorsPage.policy("account-role-trust")
                            .replace("role/curfew-revoker", "user/revoker")))
            .join()
            .role()
            .arn();
    administrator
        .putRolePolicy(r ->
            r.roleName("curfew-revoker")
                .policyName("curfew")
                .policyDocument(page("revoker-policy", account)))
        .join();
    return arn;
  }

  static String page(String name, String account) {
    return OperatorsPage.policy(name).replace(EXAMPLE, account);
  }

  /// Whether a session of the role may do anything.
  boolean isDenied(String roleArn, String sessionName) {
    OpenedSession session =
        aws.openSession(
            roleArn,
            sessionName,
            clock.instant().minusSeconds(60),
            clock.instant().plus(Duration.ofMinutes(15)));
    return !aws.evaluate(session.accessKeyId(), "s3:GetObject", "arn:aws:s3:::b/k").allowed();
  }

  static PolicyDocument denying(String sessionName) {
    return new PolicyDocument(
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*",\
        "Condition":{"StringLike":{"aws:userid":["*:%s"]}}}]}\
        """
            .formatted(sessionName));
  }

  private static String together(String first, String second, String... besides) {
    try {
      ArrayNode statements = JSON.createArrayNode();
      for (String policy : List.of(first, second)) {
        JsonNode read = JSON.readTree(policy).required("Statement");
        if (read.isArray()) {
          statements.addAll((ArrayNode) read);
        } else {
          statements.add(read);
        }
      }
      for (String statement : besides) {
        statements.add(JSON.readTree(statement));
      }
      ObjectNode all = JSON.createObjectNode().put("Version", "2012-10-17");
      return all.set("Statement", statements).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    administrators.forEach(IamAsyncClient::close);
    environment.close();
    aws.close();
  }
}
