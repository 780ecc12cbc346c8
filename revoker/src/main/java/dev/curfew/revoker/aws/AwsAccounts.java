package dev.curfew.revoker.aws;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/// Reaches the account of a role: through the role that is configured for that account, or where it
/// is the revoker's own, as the revoker itself. Fails with [AccountUnreachableException].
@Singleton
@Startup // senseless settings must stop start-up, not the first revocation
public class AwsAccounts {
  private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
  private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

  /// Accounts of two partitions may have the same number.
  private record Place(Partition partition, String accountId) {
    static Place of(RoleArn role) {
      return new Place(role.partition(), role.accountId());
    }
  }

  private final AwsClients clients;
  private final Clock clock;
  private final Identity self = new FoundIdentity(DefaultCredentialsProvider.builder().build());
  private final Map<Partition, OwnAccount> own = new ConcurrentHashMap<>();
  private final Map<String, Identity> profiles = new HashMap<>();
  private final Map<Place, Identity> assumed = new HashMap<>();

  /// @throws IllegalArgumentException naming the key of a setting that makes no sense
  AwsAccounts(AwsSettings settings, AwsClients clients, Clock clock) {
    this.clients = clients;
    this.clock = clock;
    settings.accounts().forEach(this::add);
  }

  private void add(String accountId, AwsSettings.Account account) {
    String key = "curfew.revoker.aws.accounts.\"%s\"".formatted(accountId);
    require(ACCOUNT.matcher(accountId).matches(), key, "an account id has 12 digits");
    RoleArn role =
        RoleArn.parse(account.roleArn())
            .orElseThrow(() ->
                invalid(
                    key + ".role-arn",
                    "%s is no role's ARN in aws, aws-cn or aws-us-gov"
                        .formatted(account.roleArn())));
    require(
        role.accountId().equals(accountId),
        key + ".role-arn",
        "%s is a role of another account".formatted(role));
    // It is shared with the account's owner, and not to be printed.
    require(
        account.externalId().map(id -> EXTERNAL_ID.matcher(id).matches()).orElse(true),
        key + ".external-id",
        "2 to 1224 letters, digits and _+=,.@:/-");
    Identity source =
        account
            .profile()
            .map(name -> profiles.computeIfAbsent(name, AwsAccounts::profile))
            .orElse(self);
    assumed.put(
        Place.of(role),
        new AssumedIdentity(
            role, account.externalId(), source, clients.sts(role.partition()), clock));
  }

  /// IAM in the role's account.
  public Uni<SignedAccess<IamAsyncClient>> iam(RoleArn role) {
    return credentials(role).map(credentials -> iam(role, credentials));
  }

  /// STS in the role's account.
  public Uni<SignedAccess<StsAsyncClient>> sts(RoleArn role) {
    return credentials(role)
        .map(credentials -> new SignedAccess<>(clients.sts(role.partition()), credentials));
  }

  /// IAM in the role's account, by credentials that the caller has.
  public SignedAccess<IamAsyncClient> iam(RoleArn role, AwsCredentials credentials) {
    return new SignedAccess<>(clients.iam(role.partition()), credentials);
  }

  /// AWS does not take these for the role's account any more: the next call gets others.
  public void forget(RoleArn role, AwsCredentials credentials) {
    Identity listed = assumed.get(Place.of(role));
    (listed == null ? self : listed).forget(credentials);
  }

  private Uni<AwsCredentials> credentials(RoleArn role) {
    Identity listed = assumed.get(Place.of(role));
    return listed == null
        ? own.computeIfAbsent(
                role.partition(), partition -> new OwnAccount(self, clients.sts(partition)))
            .credentialsFor(role)
        : listed.credentials();
  }

  private static Identity profile(String name) {
    return new FoundIdentity(ProfileCredentialsProvider.create(name));
  }

  private static void require(boolean good, String key, String problem) {
    if (!good) {
      throw invalid(key, problem);
    }
  }

  private static IllegalArgumentException invalid(String key, String problem) {
    return new IllegalArgumentException(key + ": " + problem);
  }
}
