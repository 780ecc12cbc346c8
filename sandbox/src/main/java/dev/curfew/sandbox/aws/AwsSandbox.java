package dev.curfew.sandbox.aws;

import com.sun.net.httpserver.HttpServer;
import dev.curfew.sandbox.aws.auth.Authenticator;
import dev.curfew.sandbox.aws.auth.Authorizer;
import dev.curfew.sandbox.aws.directory.Caller;
import dev.curfew.sandbox.aws.directory.Directory;
import dev.curfew.sandbox.aws.directory.Identifiers;
import dev.curfew.sandbox.aws.directory.Partition;
import dev.curfew.sandbox.aws.directory.Propagation;
import dev.curfew.sandbox.aws.directory.Role;
import dev.curfew.sandbox.aws.directory.RoleArn;
import dev.curfew.sandbox.aws.directory.Secret;
import dev.curfew.sandbox.aws.directory.Session;
import dev.curfew.sandbox.aws.directory.SessionAttributes;
import dev.curfew.sandbox.aws.directory.User;
import dev.curfew.sandbox.aws.iam.Iam;
import dev.curfew.sandbox.aws.policy.Decision;
import dev.curfew.sandbox.aws.policy.MalformedPolicyException;
import dev.curfew.sandbox.aws.policy.NamedPolicy;
import dev.curfew.sandbox.aws.policy.NotEmulatedException;
import dev.curfew.sandbox.aws.policy.PolicyDocument;
import dev.curfew.sandbox.aws.sts.Sts;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A running stand-in for AWS's STS and IAM.
///
/// Point an SDK's endpoint at [#endpoint], for both services. Users come from [#createUser]; roles,
/// their policies and sessions from calls, as with AWS. Signatures are verified by the system's
/// clock, as clients sign by theirs; everything else goes by the clock given.
public final class AwsSandbox implements AutoCloseable {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final int CONNECTION_BACKLOG = 256;

  /// Of sessions that cannot call.
  private static final Secret NOBODYS_SECRET = Identifiers.secretKey();

  static {
    // Read once by the JDK's server; without it Nagle's algorithm delays answers by 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final Clock clock;
  private final Faults faults = new Faults();
  private final Directory directory = new Directory();
  private final Propagation propagation;
  private final Authorizer authorizer;
  private final FaultInjector injector;
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  private AwsSandbox(HttpServer server, Clock clock) {
    this.server = server;
    this.clock = clock;
    this.injector = new FaultInjector(faults, clock);
    this.propagation = new Propagation(clock, faults::iamLag);
    this.authorizer = new Authorizer(propagation);
  }

  /// Listens on the loopback interface only.
  ///
  /// @param port 0 for any that is free
  /// @throws IOException where the port is taken
  public static AwsSandbox start(int port, Clock clock) throws IOException {
    InetSocketAddress address = new InetSocketAddress(LOOPBACK, port);
    AwsSandbox sandbox;
    try {
      sandbox = new AwsSandbox(HttpServer.create(address, CONNECTION_BACKLOG), clock);
    } catch (BindException e) {
      throw new IOException("cannot listen on %s: the port is taken".formatted(address), e);
    }
    sandbox.serve();
    return sandbox;
  }

  private void serve() {
    server.createContext(
        "/",
        new QueryEndpoint(
            new Authenticator(directory, clock, Clock.systemUTC()),
            injector,
            new Sts(directory, authorizer, clock),
            new Iam(directory, authorizer, propagation)));
    server.createContext(FaultsEndpoint.PATH, new FaultsEndpoint(faults));
    server.setExecutor(executor);
    server.start();
  }

  public URI endpoint() {
    return URI.create(
        "http://%s:%d".formatted(LOOPBACK.getHostAddress(), server.getAddress().getPort()));
  }

  /// A user with a long-term access key and one inline policy, in force at once.
  ///
  /// @throws IllegalArgumentException where the account, the name or the policy is not well-formed,
  ///   or there is such a user
  /// @throws NotEmulatedException where the policy has what the stand-in does not know
  public AccessKey createUser(String accountId, String userName, String identityPolicyJson) {
    User user = directory.addUser(accountId, userName, userPolicy(userName, identityPolicyJson));
    return new AccessKey(user.accessKeyId(), user.secretKey().value());
  }

  /// A role as AWS's services make them for themselves: IAM refuses to change it. Without policies.
  ///
  /// @param roleArn with a path under `/aws-service-role/`
  /// @throws IllegalArgumentException where it is no such ARN, or the name is taken
  public void createServiceLinkedRole(String roleArn) {
    RoleArn arn = requireArn(roleArn);
    Role role =
        Role.create(
            arn,
            new NamedPolicy("trust policy of role " + arn.name(), PolicyDocument.TRUSTING_NOBODY),
            Duration.ofHours(1),
            "",
            Map.of(),
            clock.instant());
    if (!role.serviceLinked() || !directory.addRole(role)) {
      throw new IllegalArgumentException("cannot make " + roleArn);
    }
  }

  /// A session without a call, for load: no trust policy is asked, and it has no secret, so that it
  /// can be looked at by [#evaluate] but cannot call. Forgotten a while after it expired.
  ///
  /// @param issuedAt `aws:TokenIssueTime`, in whole seconds; also in the past
  /// @throws IllegalArgumentException where there is no such role
  public OpenedSession openSession(
      String roleArn, String name, Instant issuedAt, Instant expiresAt) {
    RoleArn arn = requireArn(roleArn);
    Role role =
        directory
            .role(arn.partition(), arn.accountId(), arn.name())
            .orElseThrow(() -> new IllegalArgumentException("no role " + roleArn));
    Session session =
        new Session(
            role,
            name,
            Identifiers.sessionAccessKeyId(),
            NOBODYS_SECRET,
            NOBODYS_SECRET,
            issuedAt.truncatedTo(ChronoUnit.SECONDS),
            expiresAt,
            SessionAttributes.NONE,
            Optional.empty());
    directory.addSession(session, clock.instant());
    return new OpenedSession(session.accessKeyId(), session.userId());
  }

  /// How much IAM was asked to write since the start.
  public IamWrites iamWrites() {
    return injector.writes();
  }

  /// What is wrong with it at the moment.
  public Faults faults() {
    return faults;
  }

  /// What the caller's own policies say now if this key called, lag included, without a call. Trust
  /// policies are not asked.
  ///
  /// @param action such as `iam:ListAccountAliases`
  /// @param resource an ARN, or `*`
  /// @throws IllegalArgumentException where there is no such key, or its session has expired
  /// @throws NotEmulatedException where a policy has what the stand-in does not know
  public Decision evaluate(String accessKeyId, String action, String resource) {
    Caller caller =
        directory
            .caller(accessKeyId)
            .orElseThrow(() -> new IllegalArgumentException("no access key " + accessKeyId));
    return switch (caller) {
      case User user -> authorizer.decide(user, Partition.AWS, action, resource);
      case Session session -> {
        if (!session.isAlive(clock.instant())) {
          throw new IllegalArgumentException("the session of %s expired".formatted(accessKeyId));
        }
        yield authorizer.decide(session, session.role().arn().partition(), action, resource);
      }
    };
  }

  /// Calls under way are cut off; what was stored is gone.
  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private static RoleArn requireArn(String roleArn) {
    return RoleArn.parse(roleArn)
        .orElseThrow(() -> new IllegalArgumentException("no role ARN: " + roleArn));
  }

  private static NamedPolicy userPolicy(String userName, String json) {
    try {
      return new NamedPolicy("policy of user " + userName, PolicyDocument.identityPolicy(json));
    } catch (MalformedPolicyException e) {
      throw new IllegalArgumentException("the policy of user " + userName, e);
    }
  }
}
