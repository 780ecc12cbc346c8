package dev.curfew.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Ports of 127.0.0.1, for servers that must be told theirs before they can bind it.
public final class LoopbackPort {
  private static final String ADDRESS = "127.0.0.1";

  private LoopbackPort() {}

  /// A port that was free a moment ago. Somebody else may take it before the caller does: whoever
  /// uses it tries again with another.
  public static int free() {
    try (ServerSocket socket = bind(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on " + ADDRESS, e);
    }
  }

  public static boolean isFree(int port) {
    try (ServerSocket socket = bind(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /// For a port that was asked for by number.
  ///
  /// @throws IllegalStateException naming the port and what it was wanted for
  public static void requireFree(int port, String purpose) {
    if (!isFree(port)) {
      throw new IllegalStateException(
          "port " + port + " on " + ADDRESS + ", wanted for " + purpose + ", is taken");
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      // A port whose last connections are still in TIME_WAIT is free to a server.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), port));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
