package dev.curfew.issuer.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  private static final String PROXY = "10.0.0.7";

  private static final ClientAddress ADDRESSES =
      new ClientAddress(
          Stream.of("10.0.0.0/24", "192.0.2.99", "fd00::/64").map(new Network()::convert).toList());

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
    assertThat(direct(one).equals(direct(other))).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.1                        | 192.0.2.1",
        "192.0.2.1:41000                  | 192.0.2.1",
        "2001:db8::1                      | 2001:db8::1",
        "[2001:db8::1]                    | 2001:db8::1",
        "[2001:db8::1]:41000              | 2001:db8::1",
        "::ffff:192.0.2.1                 | 192.0.2.1",
        // What the client wrote stands in front of what the proxy added.
        "198.51.100.1, 192.0.2.1          | 192.0.2.1",
        "garbage, 192.0.2.1               | 192.0.2.1",
        ",,,192.0.2.1                     | 192.0.2.1",
        "10.0.0.8, 192.0.2.1              | 192.0.2.1",
        "192.0.2.1,                       | 192.0.2.1",
        // By way of other proxies of the operator's.
        "192.0.2.1, 10.0.0.8              | 192.0.2.1",
        "192.0.2.1, 10.0.0.8:443, fd00::2 | 192.0.2.1",
        "198.51.100.1, 192.0.2.1, 192.0.2.99 | 192.0.2.1",
        // A proxy's own requests.
        "10.0.0.8                         | 10.0.0.8",
        "10.0.0.9, 10.0.0.8               | 10.0.0.9",
        // The proxy does not say: then it is the proxy.
        "unknown                          | 10.0.0.7",
        "192.0.2.1, _hidden               | 10.0.0.7",
        "192.0.2.1, 256.1.1.1, 10.0.0.8   | 10.0.0.8",
        "[                                | 10.0.0.7",
        "[]:1                             | 10.0.0.7",
        "[192.0.2.1                       | 10.0.0.7",
        "192.0.2.1:x                      | 10.0.0.7",
        "''                               | 10.0.0.7",
      })
  void behindAProxyItIsTheNearestWhoIsNone(String forwardedFor, String client) {
    assertThat(ADDRESSES.key(PROXY, List.of(forwardedFor))).isEqualTo(direct(client));
  }

  @Test
  void linesOfTheHeaderAreOneList() {
    assertThat(ADDRESSES.key(PROXY, List.of("198.51.100.1, 198.51.100.2", "192.0.2.1")))
        .isEqualTo(direct("192.0.2.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "10.0.1.7", "192.0.2.98", "2001:db8::1", "nobody"})
  void whoIsNoProxyIsNotBelieved(String peer) {
    assertThat(ADDRESSES.key(peer, List.of("198.51.100.1"))).isEqualTo(direct(peer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "proxy", "10.0.0.7:80", "10.0.0.0/33", "10.0.0/8/8", "fd00::/129"})
  void whatIsNoNetworkIsRefused(String written) {
    assertThatThrownBy(() -> new Network().convert(written))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String direct(@Nullable String address) {
    return ADDRESSES.key(address, List.of());
  }
}
