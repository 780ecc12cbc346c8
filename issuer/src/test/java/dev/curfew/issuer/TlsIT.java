package dev.curfew.issuer;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.sandbox.postgres.EmbeddedPostgresql;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service with certificates in PEM files.
@Timeout(120)
@SuppressWarnings("NullAway.Init") // started before it is used
class TlsIT {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Pattern LISTENING = Pattern.compile("Listening on: (\\S+)");

  @TempDir static Path directory;
  static EmbeddedPostgresql postgresql;
  static KeyStore server;
  static KeyStore client;

  @BeforeAll
  static void prepare() throws Exception {
    postgresql = EmbeddedPostgresql.start(directory.resolve("postgresql"), 0);
    postgresql.createDatabase(StartUpIT.DATABASE);
    server = certified("server");
    client = certified("client");
  }

  @AfterAll
  static void stopDatabase() {
    postgresql.close();
  }

  @Test
  void answersOverHttpsAndNowhereElse() throws Exception {
    try (Service service = new Service(overHttps())) {
      assertThat(service.listening)
          .as(service.said)
          .startsWith("https://")
          .doesNotContain("http://");
      assertThat(service.ask(null)).isEqualTo(400);
    }
  }

  @Test
  void whereItMustWhoShowsNoCertificateIsNotHeard() throws Exception {
    Map<String, String> environment = overHttps();
    environment.put("CURFEW_ISSUER_TLS_CLIENT_CERTIFICATES", "required");
    environment.put("QUARKUS_TLS_TRUST_STORE_PEM_CERTS", pem("client", ".crt"));

    try (Service service = new Service(environment)) {
      assertThatThrownBy(() -> service.ask(null)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> service.ask(server)).isInstanceOf(IOException.class);
      assertThat(service.ask(client)).isEqualTo(400);
    }
  }

  /// Else whoever any public authority knows would be let in.
  @Test
  void certificatesOfNobodyInParticularStopIt() throws Exception {
    Map<String, String> environment = overHttps();
    environment.put("CURFEW_ISSUER_TLS_CLIENT_CERTIFICATES", "required");

    try (Service service = new Service(environment)) {
      assertThat(service.said).contains("quarkus.tls.trust-store.pem.certs");
      assertThat(service.listening).isEmpty();
    }
  }

  @Test
  void withoutTlsItStartsOnlyWhereThatIsSaid() throws Exception {
    Map<String, String> environment = StartUpIT.enough(postgresql);
    environment.remove("QUARKUS_HTTP_INSECURE_REQUESTS");

    try (Service service = new Service(environment)) {
      assertThat(service.said).contains("insecure");
      assertThat(service.listening).isEmpty();
    }
  }

  private static Map<String, String> overHttps() {
    Map<String, String> environment = StartUpIT.enough(postgresql);
    environment.remove("QUARKUS_HTTP_INSECURE_REQUESTS");
    environment.put("QUARKUS_HTTP_SSL_PORT", "0");
    environment.put("QUARKUS_TLS_KEY_STORE_PEM__0__CERT", pem("server", ".crt"));
    environment.put("QUARKUS_TLS_KEY_STORE_PEM__0__KEY", pem("server", ".key"));
    return environment;
  }

  private static String pem(String name, String suffix) {
    return directory.resolve(name + suffix).toString();
  }

  /// A key, certified by itself, as a key store and as PEM files.
  private static KeyStore certified(String name) throws Exception {
    Path file = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    write(name + ".key", "PRIVATE KEY", store.getKey(name, PASSWORD).getEncoded());
    write(name + ".crt", "CERTIFICATE", store.getCertificate(name).getEncoded());
    return store;
  }

  private static void write(String name, String label, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    Files.writeString(
        directory.resolve(name),
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, text));
  }

  /// Runs until it is closed, or by itself has ended.
  private static final class Service implements AutoCloseable {
    private final Process process;
    final String said;
    final String listening;

    Service(Map<String, String> environment) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(), "-jar", StartUpIT.JAR)
              .redirectErrorStream(true);
      builder.environment().clear();
      builder.environment().putAll(environment);
      process = builder.start();
      BufferedReader output = process.inputReader();
      StringBuilder lines = new StringBuilder();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.append(line).append('\n');
        if (line.contains("started in")) {
          break;
        }
      }
      said = lines.toString();
      Matcher matcher = LISTENING.matcher(said);
      listening = matcher.find() ? matcher.group(1) : "";
      // Or it would wait for somebody to read on.
      Thread.ofVirtual().start(() -> drain(output));
    }

    private static void drain(BufferedReader output) {
      try {
        output.transferTo(Writer.nullWriter());
      } catch (IOException e) {
        // It was closed.
        return;
      }
    }

    /// The status of the answer to a request for nothing.
    int ask(@Nullable KeyStore identity) throws Exception {
      String port = listening.replaceAll(".*:(\\d+).*", "$1");
      try (HttpClient http = HttpClient.newBuilder().sslContext(context(identity)).build()) {
        return http.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/issue"))
                    .header("Content-Type", "application/json")
                    .POST(ofString("{}"))
                    .build(),
                ofString())
            .statusCode();
      }
    }

    private static SSLContext context(@Nullable KeyStore identity) throws GeneralSecurityException {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(server);
      KeyManager[] keys = {};
      if (identity != null) {
        KeyManagerFactory factory =
            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(identity, PASSWORD);
        keys = factory.getKeyManagers();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust.getTrustManagers(), null);
      return context;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
