package dev.curfew.local.bench.issue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the issuer's own metrics say of its steps, from its start to a moment.
final class StepTimes {
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^curfew_issuer_step_seconds_(count|sum)\\{.*?step=\"(\\w+)\".*?} (\\S+)");

  private final Map<String, Double> counts = new HashMap<>();
  private final Map<String, Double> seconds = new HashMap<>();

  private StepTimes(String metrics) {
    Matcher line = LINE.matcher(metrics);
    while (line.find()) {
      Map<String, Double> of = line.group(1).equals("count") ? counts : seconds;
      of.merge(line.group(2), Double.valueOf(line.group(3)), Double::sum);
    }
  }

  static StepTimes of(URI issuer) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(issuer.resolve("/q/metrics")).build();
      return new StepTimes(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException("the issuer's metrics cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading metrics", e);
    }
  }

  /// The mean of each step since then, in milliseconds, by the step's name.
  Map<String, Double> meansSince(StepTimes earlier) {
    Map<String, Double> means = new TreeMap<>();
    counts.forEach((step, count) -> {
      double times = count - earlier.counts.getOrDefault(step, 0.0);
      if (times > 0) {
        double took = seconds.getOrDefault(step, 0.0) - earlier.seconds.getOrDefault(step, 0.0);
        means.put(step, 1e3 * took / times);
      }
    });
    return means;
  }
}
