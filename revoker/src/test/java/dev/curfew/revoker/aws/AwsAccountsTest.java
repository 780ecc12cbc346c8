package dev.curfew.revoker.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.sandbox.aws.AccessKey;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;

class AwsAccountsTest {
  private static final String ROLE = "\"123456789012\".role-arn";

  private final AwsEnvironment environment =
      new AwsEnvironment(URI.create("http://127.0.0.1:1"), new AccessKey("AKIA", "secret"));

  @AfterEach
  void restore() {
    environment.close();
  }

  @Test
  void sensibleSettingsAreTaken() {
    assertThatCode(() ->
            accounts(
                Map.of(
                    ROLE,
                    "arn:aws-cn:iam::123456789012:role/path/to/curfew-revoker",
                    "\"123456789012\".external-id",
                    "acme-7")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"1234\".role-arn         | arn:aws:iam::123456789012:role/r  | \"1234\": an account id has 12 digits",
        "\"123456789012\".role-arn | arn:aws:iam::123456789012:user/r  | \"123456789012\".role-arn: arn:aws:iam::123456789012:user/r is no role's ARN in aws, aws-cn or aws-us-gov",
        "\"123456789012\".role-arn | arn:aws-iso:iam::123456789012:role/r | \"123456789012\".role-arn: arn:aws-iso:iam::123456789012:role/r is no role's ARN in aws, aws-cn or aws-us-gov",
        "\"123456789012\".role-arn | arn:aws:iam::210987654321:role/r  | \"123456789012\".role-arn: arn:aws:iam::210987654321:role/r is a role of another account",
      })
  void senselessSettingsAreNamed(String key, String value, String message) {
    assertThatThrownBy(() -> accounts(Map.of(key, value)))
        .hasMessage("curfew.revoker.aws.accounts." + message);
  }

  @Test
  void anExternalIdIsNotPrinted() {
    assertThatThrownBy(() ->
            accounts(
                Map.of(
                    ROLE,
                    "arn:aws:iam::123456789012:role/r",
                    "\"123456789012\".external-id",
                    "with space")))
        .hasMessageStartingWith("curfew.revoker.aws.accounts.\"123456789012\".external-id: ")
        .hasMessageNotContaining("with space");
  }

  @Test
  void anAccountWithoutItsRoleIsRefused() {
    assertThatThrownBy(() -> accounts(Map.of("\"123456789012\".external-id", "acme-7")))
        .hasMessageContaining("curfew.revoker.aws.accounts.\"123456789012\".role-arn");
  }

  @ParameterizedTest
  @CsvSource({
    "AWS, eu-central-1, eu-central-1",
    "AWS, cn-north-1, us-east-1",
    "AWS_CN, cn-northwest-1, cn-northwest-1",
    "AWS_CN, eu-central-1, cn-north-1",
    "AWS_US_GOV, us-gov-east-1, us-gov-east-1",
    "AWS_US_GOV, eu-central-1, us-gov-west-1",
  })
  void stsIsCalledInARegionOfTheRolesPartition(
      Partition partition, String configured, String called) {
    assertThat(partition.sts(Region.of(configured))).isEqualTo(Region.of(called));
  }

  @Test
  void aRolesNameComesWithoutItsPath() {
    RoleArn role = RoleArn.of("arn:aws-us-gov:iam::123456789012:role/a/b/deploy");

    assertThat(role.name()).isEqualTo("deploy");
    assertThat(role.partition()).isEqualTo(Partition.AWS_US_GOV);
    assertThat(role.accountId()).isEqualTo("123456789012");
  }

  private void accounts(Map<String, String> settings) {
    environment.accounts(settings, Clock.systemUTC());
  }
}
