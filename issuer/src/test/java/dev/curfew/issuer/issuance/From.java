package dev.curfew.issuer.issuance;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.net.http.HttpResponse.BodyHandlers.ofString;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A client with an address of its own: all of 127.0.0.0/8 is this machine.
final class From implements AutoCloseable {
  private final HttpClient client;

  From(String address) {
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .localAddress(InetAddress.ofLiteral(address))
            .build();
  }

  /// Asks for nothing that there is, so many times.
  List<HttpResponse<String>> ask(int times, @Nullable String forwardedFor) {
    return IntStream.range(0, times).mapToObj(_ -> ask(forwardedFor)).toList();
  }

  /// How many of so many are refused for being too many.
  long refused(int times, @Nullable String forwardedFor) {
    return ask(times, forwardedFor).stream().filter(a -> a.statusCode() == 429).count();
  }

  private HttpResponse<String> ask(@Nullable String forwardedFor) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/issue".formatted(RestAssured.port)))
            .header("Content-Type", "application/json")
            .POST(ofString("{}"));
    if (forwardedFor != null) {
      request.header("X-Forwarded-For", forwardedFor);
    }
    try {
      return client.send(request.build(), ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
