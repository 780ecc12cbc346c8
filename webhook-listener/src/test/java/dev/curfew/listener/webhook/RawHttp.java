package dev.curfew.listener.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;

/// Requests as bytes: no client that would put them right.
final class RawHttp {
  private static final int PATIENCE_MS = 30_000;

  /// How long a slow one waits from byte to byte.
  private static final int PAUSE_MS = 50;

  private static final int DROPS = 600;

  private RawHttp() {}

  /// Whether the server closes the connection without a word.
  static boolean isClosedAfter(int port, String beginning) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MS);
      send(socket, beginning.getBytes(ISO_8859_1));
      return isClosed(socket);
    }
  }

  /// Whether the server closes the connection before all drops have fallen.
  static boolean isClosedWhile(int port, String beginning, char drop) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PAUSE_MS);
      send(socket, beginning.getBytes(ISO_8859_1));
      for (int i = 0; i < DROPS; i++) {
        send(socket, new byte[] {(byte) drop});
        if (isClosed(socket)) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean isClosed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() == -1;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  /// The status of the first answer. What is sent may be more than the server takes.
  static int statusOf(int port, byte[] request) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MS);
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(socket, request));
      BufferedReader answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      String line = answer.readLine();
      sent.cancel(true);
      if (line == null) {
        throw new IOException("closed without an answer");
      }
      return Integer.parseInt(line, "HTTP/1.1 ".length(), "HTTP/1.1 200".length(), 10);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(Socket socket, byte[] request) {
    try {
      socket.getOutputStream().write(request);
    } catch (IOException refusedMeanwhile) {
      // The answer tells.
    }
  }
}
