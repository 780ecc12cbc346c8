package dev.curfew.listener.github;

import static dev.curfew.schemas.LogKeys.DELIVERY;
import static dev.curfew.schemas.LogKeys.HOOK;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.github.AccessToken;
import dev.curfew.github.AccessTokens;
import dev.curfew.github.Answer;
import dev.curfew.github.GitHubClient;
import dev.curfew.github.GitHubException;
import dev.curfew.listener.delivery.Delivery;
import dev.curfew.listener.sweep.DeliveryArchive;
import dev.curfew.listener.sweep.Hook;
import dev.curfew.listener.sweep.LeftAloneException;
import dev.curfew.listener.sweep.ListedDelivery;
import dev.curfew.schemas.event.Detection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deliveries by the REST API of hooks (docs.github.com, «REST API endpoints for organization
/// webhooks», «… for GitHub App webhooks»).
@ApplicationScoped
class GitHubDeliveryArchive implements DeliveryArchive {
  private static final Logger LOG = LoggerFactory.getLogger(GitHubDeliveryArchive.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GitHubClient client;
  private final AccessTokens tokens;
  private final Clock clock;

  GitHubDeliveryArchive(GitHubClient client, AccessTokens tokens, Clock clock) {
    this.client = client;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public boolean isConfigured() {
    return tokens.isConfigured();
  }

  @Override
  public Uni<Page> list(Hook hook, @Nullable String cursor) {
    String path = cursor == null ? path(hook) + "?per_page=100" : cursor;
    return get(hook, path)
        .map(answer -> {
          if (answer.isNotFound()) {
            throw new GitHubException("GitHub shows us no such hook: " + hook, answer.status());
          }
          JsonNode items = answer.json();
          if (!items.isArray()) {
            throw new GitHubException("GitHub's answer is no list of deliveries: " + hook);
          }
          return new Page(
              StreamSupport.stream(items.spliterator(), false)
                  .map(item -> listed(hook, item))
                  .flatMap(Optional::stream)
                  .toList(),
              answer.next());
        });
  }

  @Override
  public Uni<Optional<Delivery>> fetch(Hook hook, ListedDelivery listed) {
    return get(hook, path(hook) + "/" + listed.id())
        .map(answer ->
            answer.isNotFound()
                ? Optional.empty()
                : Optional.of(delivery(listed, answer.json().at("/request/payload"))));
  }

  private Uni<Answer> get(Hook hook, String path) {
    return token(hook)
        .chain(token -> client.get(path, token, null))
        .onFailure(e -> e instanceof GitHubException asked && asked.isLimit())
        .transform(LeftAloneException::new);
  }

  private Uni<AccessToken> token(Hook hook) {
    return hook.repository()
        .map(tokens::ofRepository)
        .or(() -> hook.organisation().map(tokens::ofOrganisation))
        .orElseGet(tokens::ofApp);
  }

  private static String path(Hook hook) {
    return hook.isOfApp() ? "/app/hook/deliveries" : "/" + hook.name() + "/deliveries";
  }

  /// Empty where it cannot be read: that is no reason not to look at the others.
  private static Optional<ListedDelivery> listed(Hook hook, JsonNode item) {
    try {
      return Optional.of(
          new ListedDelivery(
              item.required("id").longValue(),
              item.required("guid").asText(),
              OffsetDateTime.parse(item.required("delivered_at").asText()).toInstant(),
              item.path("redelivery").asBoolean(),
              item.path("status_code").asInt() / 100 == 2,
              item.required("event").asText(),
              item.path("action").textValue()));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      LOG.atWarn()
          .addKeyValue(HOOK, hook)
          .addKeyValue(DELIVERY, item.path("id").asText())
          .log("delivery is listed in a form that nobody knows");
      return Optional.empty();
    }
  }

  private Delivery delivery(ListedDelivery listed, JsonNode payload) {
    try {
      return new Delivery(
          listed.event(),
          listed.guid(),
          JSON.writeValueAsBytes(payload),
          clock.instant(),
          Detection.Source.SWEEP);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can be written", e);
    }
  }
}
