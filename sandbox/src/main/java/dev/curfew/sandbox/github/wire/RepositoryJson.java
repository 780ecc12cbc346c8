package dev.curfew.sandbox.github.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.Repository;
import java.net.URI;
import java.time.Instant;

/// A repository as webhooks show it.
public final class RepositoryJson {
  /// Names of URL fields, and what they add to the repository's own URL.
  private static final String URLS =
      """
      forks_url /forks
      keys_url /keys{/key_id}
      collaborators_url /collaborators{/collaborator}
      teams_url /teams
      hooks_url /hooks
      issue_events_url /issues/events{/number}
      events_url /events
      assignees_url /assignees{/user}
      branches_url /branches{/branch}
      tags_url /tags
      blobs_url /git/blobs{/sha}
      git_tags_url /git/tags{/sha}
      git_refs_url /git/refs{/sha}
      trees_url /git/trees{/sha}
      statuses_url /statuses/{sha}
      languages_url /languages
      stargazers_url /stargazers
      contributors_url /contributors
      subscribers_url /subscribers
      subscription_url /subscription
      commits_url /commits{/sha}
      git_commits_url /git/commits{/sha}
      comments_url /comments{/number}
      issue_comment_url /issues/comments{/number}
      contents_url /contents/{+path}
      compare_url /compare/{base}...{head}
      merges_url /merges
      archive_url /{archive_format}{/ref}
      downloads_url /downloads
      issues_url /issues{/number}
      pulls_url /pulls{/number}
      milestones_url /milestones{/number}
      notifications_url /notifications{?since,all,participating}
      labels_url /labels{/name}
      releases_url /releases{/id}
      deployments_url /deployments
      """;

  private RepositoryJson() {}

  public static ObjectNode of(Repository repository, Instant createdAt, URI api) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", repository.id());
    json.put("node_id", NodeId.of("Repository", repository.id()));
    json.put("name", repository.name());
    json.put("full_name", repository.fullName());
    json.put("private", !repository.visibility().equals("public"));
    json.set("owner", AccountJson.of(repository.owner(), "Organization", api));
    addUrls(json, repository.fullName(), api + "/repos/" + repository.fullName());
    addTimes(json, createdAt);
    addCounts(json);
    addSettings(json, repository.visibility());
    return json;
  }

  private static void addUrls(ObjectNode json, String fullName, String url) {
    json.put("html_url", "https://github.com/" + fullName);
    json.put("url", url);
    URLS.lines()
        .map(line -> line.split(" ", 2))
        .forEach(field -> json.put(field[0], url + field[1]));
    json.put("git_url", "git://github.com/" + fullName + ".git");
    json.put("ssh_url", "git@github.com:" + fullName + ".git");
    json.put("clone_url", "https://github.com/" + fullName + ".git");
    json.put("svn_url", "https://github.com/" + fullName);
    json.putNull("homepage");
    json.putNull("mirror_url");
  }

  private static void addTimes(ObjectNode json, Instant createdAt) {
    for (String field : new String[] {"created_at", "updated_at", "pushed_at"}) {
      json.put(field, Timestamp.of(createdAt));
    }
  }

  private static void addCounts(ObjectNode json) {
    String[] counts = {
      "size",
      "stargazers_count",
      "watchers_count",
      "forks_count",
      "open_issues_count",
      "forks",
      "open_issues",
      "watchers"
    };
    for (String field : counts) {
      json.put(field, 0);
    }
  }

  private static void addSettings(ObjectNode json, String visibility) {
    String[] enabled = {"has_issues", "has_projects", "has_downloads", "has_wiki"};
    for (String field : enabled) {
      json.put(field, true);
    }
    String[] disabled = {
      "has_pages",
      "has_discussions",
      "fork",
      "archived",
      "disabled",
      "is_template",
      "allow_forking",
      "web_commit_signoff_required"
    };
    for (String field : disabled) {
      json.put(field, false);
    }
    json.putNull("description");
    json.putNull("language");
    json.putNull("license");
    json.putArray("topics");
    json.put("visibility", visibility);
    json.put("default_branch", "main");
    json.putObject("custom_properties");
  }
}
