package dev.curfew.github;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Which GitHub is asked, and as whom. With neither an App nor a token nothing is asked.
@ConfigMapping(prefix = "curfew.github")
public interface GitHubSettings {
  /// The base of the REST API: `https://api.github.com`, `https://api.SUBDOMAIN.ghe.com`, or
  /// `https://HOST/api/v3` of a GitHub Enterprise Server.
  @WithDefault("https://api.github.com")
  URI api();

  /// A token, where there is no App.
  Optional<String> token();

  /// The GitHub App, if there is one; goes before a token.
  App app();

  /// How long one request may take, to the last byte of its answer.
  @WithDefault("10s")
  Duration timeout();

  /// A GitHub App: both or neither.
  interface App {
    /// Its client id, or its numeric id.
    Optional<String> id();

    /// The file of its private key: PEM, as GitHub gives it.
    Optional<Path> privateKey();
  }
}
