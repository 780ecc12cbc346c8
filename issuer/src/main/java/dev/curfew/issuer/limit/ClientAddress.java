package dev.curfew.issuer.limit;

import io.smallrye.common.net.CidrAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who asks, as far as an address can tell. Behind proxies that the operator names it is the
/// nearest who is none of them. Quarkus' own `proxy-address-forwarding` takes the first entry of
/// `X-Forwarded-For`, which is whatever the client wrote there, as proxies append to it.
public final class ClientAddress {
  /// What a network is given at least (RFC 6177): whoever has one address of it has them all.
  private static final int NETWORK_BYTES = 8;

  /// All that is no address is one client.
  private static final String UNKNOWN = "unknown";

  /// How some proxies write an address: `192.0.2.7:41000`, `[2001:db8::7]`, `[2001:db8::7]:41000`.
  private static final Pattern WITH_PORT = Pattern.compile("\\[([^]]*)](?::\\d+)?|([\\d.]+):\\d+");

  private final List<CidrAddress> proxies;

  /// @param proxies whose word is taken for whom they ask
  public ClientAddress(List<CidrAddress> proxies) {
    this.proxies = List.copyOf(proxies);
  }

  /// An IPv4 address, or an IPv6 address' network of 64 bits.
  ///
  /// @param peer who opened the connection
  /// @param forwardedFor each `X-Forwarded-For` of the request, in their order
  public String key(@Nullable String peer, List<String> forwardedFor) {
    return address(peer)
        .map(address -> key(nearest(address, entries(forwardedFor).reversed())))
        .orElse(UNKNOWN);
  }

  /// What a client wrote stands behind what the proxy then added, and is never reached. So what is
  /// no address here is the proxy's own word, and all of that is the proxy's.
  private InetAddress nearest(InetAddress peer, List<String> hops) {
    InetAddress nearest = peer;
    for (String hop : hops) {
      Optional<InetAddress> before = isProxy(nearest) ? address(hop) : Optional.empty();
      if (before.isEmpty()) {
        return nearest;
      }
      nearest = before.get();
    }
    return nearest;
  }

  private boolean isProxy(InetAddress address) {
    return proxies.stream().anyMatch(network -> network.matches(address));
  }

  /// A header that is there twice is one list (RFC 9110, 5.3).
  private static List<String> entries(List<String> forwardedFor) {
    return forwardedFor.stream()
        .flatMap(line -> Stream.of(line.split(",", -1)))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  private static Optional<InetAddress> address(@Nullable String written) {
    if (written == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(withoutPort(written)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String withoutPort(String written) {
    Matcher matcher = WITH_PORT.matcher(written);
    if (!matcher.matches()) {
      return written;
    }
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }

  private static String key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
  }
}
