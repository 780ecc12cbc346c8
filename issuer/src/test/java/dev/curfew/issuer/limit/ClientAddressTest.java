package dev.curfew.issuer.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "192.0.2.7, ::ffff:192.0.2.7, true",
    "2001:db8::1, 2001:db8::ffff:2, true",
    "2001:db8::1, 2001:db8:0:1::1, false",
    "2001:db8::1, 32.1.13.184, false",
    "nobody, unknown, true",
    "localhost, , true",
  })
  void anIpv6NetworkIsOneClient(String one, String other, boolean same) {
    assertThat(ClientAddress.key(one).equals(ClientAddress.key(other))).isEqualTo(same);
  }
}
