package dev.curfew.listener.github;

import dev.curfew.github.AccessTokens;
import dev.curfew.github.Answer;
import dev.curfew.github.GitHubClient;
import dev.curfew.github.GitHubException;
import dev.curfew.listener.delivery.LeakedSecrets;
import dev.curfew.listener.delivery.NotAllowedException;
import dev.curfew.listener.lease.Leases;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Secrets that secret scanning found, by its REST API: no webhook tells them.
@ApplicationScoped
class GitHubLeakedSecrets implements LeakedSecrets {
  /// Of temporary credentials, which are all that Curfew gives (IAM, «Unique identifiers»).
  private static final Pattern ACCESS_KEY = Pattern.compile("\\bASIA[A-Z0-9]{12,124}\\b");

  private final GitHubClient client;
  private final AccessTokens tokens;
  private final Leases leases;

  GitHubLeakedSecrets(GitHubClient client, AccessTokens tokens, Leases leases) {
    this.client = client;
    this.tokens = tokens;
    this.leases = leases;
  }

  @Override
  public boolean isConfigured() {
    return tokens.isConfigured();
  }

  /// The access key, where it is one of a credential that we gave and that may be alive.
  @Override
  public Uni<Optional<String>> accessKeyOf(String repository, long alert) {
    if (!leases.isComplete()) {
      return Uni.createFrom()
          .failure(new GitHubException("who holds credentials has not been read yet"));
    }
    return tokens
        .ofRepository(repository)
        .chain(token ->
            client.get("/repos/" + repository + "/secret-scanning/alerts/" + alert, token, null))
        .map(answer -> accessKey(secretOf(answer)).filter(leases::holds))
        .onFailure(e -> e instanceof GitHubException asked && asked.isRefusal())
        .transform(NotAllowedException::new);
  }

  /// GitHub has just told of it, and deletes none: where it says that there is none, we may not
  /// look.
  private static String secretOf(Answer answer) {
    if (answer.isNotFound()) {
      throw new NotAllowedException(
          new GitHubException("GitHub shows us no such alert", answer.status()));
    }
    return answer.json().path("secret").asText();
  }

  private static Optional<String> accessKey(String secret) {
    Matcher matcher = ACCESS_KEY.matcher(secret);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }
}
