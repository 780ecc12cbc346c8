package dev.curfew.issuer.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Who asks, as far as an address can tell.
public final class ClientAddress {
  /// What a network is given at least (RFC 6177): whoever has one address of it has them all.
  private static final int NETWORK_BYTES = 8;

  /// All that is no address is one client.
  private static final String UNKNOWN = "unknown";

  private ClientAddress() {}

  /// An IPv4 address, or an IPv6 address' network of 64 bits.
  public static String key(@Nullable String address) {
    if (address == null) {
      return UNKNOWN;
    }
    try {
      return key(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException e) {
      return UNKNOWN;
    }
  }

  private static String key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
  }
}
