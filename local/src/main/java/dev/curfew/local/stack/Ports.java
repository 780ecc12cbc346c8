package dev.curfew.local.stack;

import dev.curfew.sandbox.LoopbackPort;
import java.util.List;
import java.util.stream.Stream;

/// The ports of services and stand-ins on 127.0.0.1; 0 stands for any.
public record Ports(int issuer, int listener, int revoker, int github, int aws, int people) {

  /// Ports that nobody has. The stand-ins choose theirs themselves.
  public static Ports free() {
    List<Integer> three = Stream.generate(LoopbackPort::free).distinct().limit(3).toList();
    return new Ports(three.get(0), three.get(1), three.get(2), 0, 0, 0);
  }
}
