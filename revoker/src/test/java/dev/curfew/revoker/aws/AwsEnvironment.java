package dev.curfew.revoker.aws;

import dev.curfew.sandbox.aws.AccessKey;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The process's environment as the SDK reads it, set for a test and put back after it; and
/// accounts as the revoker reads them from its settings.
public final class AwsEnvironment implements AutoCloseable {
  private final Map<String, @Nullable String> before = new HashMap<>();
  private final AwsClients clients;

  public AwsEnvironment(URI endpoint, AccessKey key) {
    set("aws.region", "eu-central-1");
    set("aws.accessKeyId", key.accessKeyId());
    set("aws.secretAccessKey", key.secretAccessKey());
    set("aws.endpointUrlIam", endpoint.toString());
    set("aws.endpointUrlSts", endpoint.toString());
    clients = new AwsClients();
  }

  public void set(String property, String value) {
    before.putIfAbsent(property, System.getProperty(property));
    System.setProperty(property, value);
  }

  /// As the revoker makes them at its start.
  ///
  /// @param settings below `curfew.revoker.aws.accounts.`
  public AwsAccounts accounts(Map<String, String> settings, Clock clock) {
    Map<String, String> properties = new HashMap<>();
    settings.forEach((key, value) -> properties.put("curfew.revoker.aws.accounts." + key, value));
    AwsSettings read =
        new SmallRyeConfigBuilder()
            .withMapping(AwsSettings.class)
            .withSources(new PropertiesConfigSource(properties, "test", 0))
            .build()
            .getConfigMapping(AwsSettings.class);
    return new AwsAccounts(read, clients, clock);
  }

  @Override
  public void close() {
    clients.close();
    before.forEach((property, value) -> {
      if (value == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, value);
      }
    });
  }
}
