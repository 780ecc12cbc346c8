package dev.curfew.listener.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/// Requests as bytes: no client that would put them right.
final class RawHttp {
  private static final int PATIENCE_MS = 30_000;

  private RawHttp() {}

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
