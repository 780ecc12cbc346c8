package dev.curfew.sandbox.github.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.Account;
import java.net.URI;

/// Accounts as REST and webhooks show them.
public final class AccountJson {
  private AccountJson() {}

  public static ObjectNode of(Account account, String type, URI api) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    String url = api + "/users/" + account.login();
    json.put("login", account.login());
    json.put("id", account.id());
    json.put("node_id", NodeId.of(type, account.id()));
    json.put("avatar_url", avatar(account));
    json.put("gravatar_id", "");
    json.put("url", url);
    json.put("html_url", "https://github.com/" + account.login());
    json.put("followers_url", url + "/followers");
    json.put("following_url", url + "/following{/other_user}");
    json.put("gists_url", url + "/gists{/gist_id}");
    json.put("starred_url", url + "/starred{/owner}{/repo}");
    json.put("subscriptions_url", url + "/subscriptions");
    json.put("organizations_url", url + "/orgs");
    json.put("repos_url", url + "/repos");
    json.put("events_url", url + "/events{/privacy}");
    json.put("received_events_url", url + "/received_events");
    json.put("type", type);
    json.put("site_admin", false);
    return json;
  }

  public static ObjectNode organization(Account account, URI api) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    String url = api + "/orgs/" + account.login();
    json.put("login", account.login());
    json.put("id", account.id());
    json.put("node_id", NodeId.of("Organization", account.id()));
    json.put("url", url);
    json.put("repos_url", url + "/repos");
    json.put("events_url", url + "/events");
    json.put("hooks_url", url + "/hooks");
    json.put("issues_url", url + "/issues");
    json.put("members_url", url + "/members{/member}");
    json.put("public_members_url", url + "/public_members{/member}");
    json.put("avatar_url", avatar(account));
    json.put("description", "");
    return json;
  }

  private static String avatar(Account account) {
    return "https://avatars.githubusercontent.com/u/" + account.id() + "?v=4";
  }
}
