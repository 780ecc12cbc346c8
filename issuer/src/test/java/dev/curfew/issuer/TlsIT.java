package dev.curfew.issuer;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.sandbox.postgres.EmbeddedPostgresql;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
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
    try (PackagedIssuer issuer = PackagedIssuer.by(overHttps())) {
      assertThat(issuer.address())
          .as(issuer.said())
          .startsWith("https://")
          .doesNotContain("http://");
      assertThat(ask(issuer, null)).isEqualTo(400);
    }
  }

  @Test
  void whereItMustWhoShowsNoCertificateIsNotHeard() throws Exception {
    Map<String, String> environment = overHttps();
    environment.put("CURFEW_ISSUER_TLS_CLIENT_CERTIFICATES", "required");
    environment.put("QUARKUS_TLS_TRUST_STORE_PEM_CERTS", pem("client", ".crt"));

    try (PackagedIssuer issuer = PackagedIssuer.by(environment)) {
      assertThatThrownBy(() -> ask(issuer, null)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> ask(issuer, server)).isInstanceOf(IOException.class);
      assertThat(ask(issuer, client)).isEqualTo(400);
    }
  }

  /// Else whoever any public authority knows would be let in.
  @Test
  void certificatesOfNobodyInParticularStopIt() throws Exception {
    Map<String, String> environment = overHttps();
    environment.put("CURFEW_ISSUER_TLS_CLIENT_CERTIFICATES", "required");

    try (PackagedIssuer issuer = PackagedIssuer.by(environment)) {
      assertThat(issuer.said()).contains("quarkus.tls.trust-store.pem.certs");
      assertThat(issuer.address()).isEmpty();
    }
  }

  @Test
  void withoutTlsItStartsOnlyWhereThatIsSaid() throws Exception {
    Map<String, String> environment = StartUpIT.enough(postgresql);
    environment.remove("QUARKUS_HTTP_INSECURE_REQUESTS");

    try (PackagedIssuer issuer = PackagedIssuer.by(environment)) {
      assertThat(issuer.said()).contains("insecure");
      assertThat(issuer.address()).isEmpty();
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

  /// The status of the answer to a request for nothing.
  private static int ask(PackagedIssuer issuer, @Nullable KeyStore identity) throws Exception {
    try (HttpClient http = HttpClient.newBuilder().sslContext(context(identity)).build()) {
      return http.send(
              HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + issuer.port() + "/issue"))
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
}
