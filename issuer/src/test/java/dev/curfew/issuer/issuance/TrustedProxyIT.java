package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Behind a proxy that the operator names, the address is the one that the proxy names.
@QuarkusTest
@WithTestResource(
    value = Surroundings.class,
    initArgs = {
      @ResourceArg(name = "curfew.issuer.rate-limit.address", value = "20"),
      @ResourceArg(name = "curfew.issuer.rate-limit.trusted-proxies", value = "127.0.0.20")
    })
class TrustedProxyIT {
  @RegisterExtension static final LogWatch LOG = new LogWatch();

  @Test
  void theProxysClientsAreToldApart() {
    try (From proxy = new From("127.0.0.20")) {
      assertThat(proxy.refused(40, "192.0.2.1")).isPositive();
      assertThat(proxy.refused(1, "192.0.2.2")).isZero();
    }
  }

  /// Proxies append to what they are sent.
  @Test
  void whatAClientWroteItselfChangesNothing() {
    try (From proxy = new From("127.0.0.20")) {
      assertThat(
              IntStream.range(0, 40)
                  .filter(i -> proxy.refused(1, "198.51.100.%d, 192.0.2.3".formatted(i)) == 1)
                  .count())
          .isPositive();
      assertThat(proxy.refused(40, "192.0.2.5, 192.0.2.4")).isPositive();
      assertThat(proxy.refused(1, "192.0.2.5")).isZero();
    }
  }

  @Test
  void whoIsNotTheProxyIsNotBelieved() {
    try (From other = new From("127.0.0.21")) {
      assertThat(IntStream.range(0, 40).filter(i -> other.refused(1, "192.0.2." + i) == 1).count())
          .isPositive();
    }
  }
}
