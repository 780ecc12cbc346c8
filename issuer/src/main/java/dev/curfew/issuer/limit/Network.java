package dev.curfew.issuer.limit;

import io.smallrye.common.net.CidrAddress;
import io.smallrye.common.net.Inet;
import java.net.InetAddress;
import org.eclipse.microprofile.config.spi.Converter;

/// Reads `10.0.0.0/8`, or an address that stands for itself.
public final class Network implements Converter<CidrAddress> {
  private static final long serialVersionUID = 1L;

  @Override
  public CidrAddress convert(String written) {
    CidrAddress network =
        written.contains("/")
            ? Inet.parseCidrAddress(written)
            : alone(InetAddress.ofLiteral(written));
    if (network == null) {
      throw new IllegalArgumentException("no network in CIDR notation: " + written);
    }
    return network;
  }

  private static CidrAddress alone(InetAddress address) {
    return CidrAddress.create(address, address.getAddress().length * Byte.SIZE);
  }
}
