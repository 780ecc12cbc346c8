package dev.curfew.issuer.issuance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.OptionalInt;

/// A connection on which anything can be said: no client that would put it right.
final class RawHttp implements AutoCloseable {
  private static final int PATIENCE_MS = 30_000;

  /// How long a slow one waits from byte to byte.
  private static final int PAUSE_MS = 50;

  private static final int DROPS = 600;

  private final Socket socket;

  private RawHttp(Socket socket) {
    this.socket = socket;
  }

  static RawHttp open() throws IOException {
    return from("127.0.0.1");
  }

  /// From an address of its own: all of 127.0.0.0/8 is this machine.
  static RawHttp from(String address) throws IOException {
    Socket socket =
        new Socket(
            InetAddress.ofLiteral("127.0.0.1"),
            RestAssured.port,
            InetAddress.ofLiteral(address),
            0);
    socket.setSoTimeout(PATIENCE_MS);
    return new RawHttp(socket);
  }

  static int statusOf(String address, String request) throws IOException {
    try (RawHttp connection = from(address)) {
      connection.send(request);
      return connection.status().orElse(0);
    }
  }

  /// All that comes until the server closes the connection.
  static String answer(String request) throws IOException {
    try (RawHttp connection = open()) {
      connection.send(request);
      return connection.rest();
    }
  }

  void send(String bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    } catch (SocketException e) {
      // It was closed meanwhile: what there is to read tells.
      return;
    }
  }

  /// The status of the answer; empty where there is none.
  OptionalInt status() throws IOException {
    String line = read("HTTP/1.1 200".length());
    return line.startsWith("HTTP/1.1 ")
        ? OptionalInt.of(Integer.parseInt(line.substring("HTTP/1.1 ".length())))
        : OptionalInt.empty();
  }

  String rest() throws IOException {
    return read(Integer.MAX_VALUE);
  }

  /// Whether the server closes the connection before all drops have fallen.
  boolean isClosedWhile(char drop) throws IOException {
    socket.setSoTimeout(PAUSE_MS);
    for (int i = 0; i < DROPS; i++) {
      send(String.valueOf(drop));
      if (isClosed()) {
        return true;
      }
    }
    return false;
  }

  private boolean isClosed() throws IOException {
    try {
      return socket.getInputStream().read() == -1;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  private String read(int most) throws IOException {
    try {
      return new String(socket.getInputStream().readNBytes(most), ISO_8859_1);
    } catch (SocketException e) {
      return "";
    }
  }

  /// A client that goes in the middle.
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
