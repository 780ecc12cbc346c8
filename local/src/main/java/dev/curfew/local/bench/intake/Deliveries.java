package dev.curfew.local.bench.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.local.load.CompletedBody;
import dev.curfew.schemas.event.JobIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Requests with signed bodies about completed jobs, a new job each. Signatures can be made ahead,
/// so that what is measured has the machine to itself. For one thread.
final class Deliveries {
  /// With the digits that all ids have, so that they can be written over each other.
  private static final long JOB = 90_000_000_000_001L;

  private static final long RUN = 80_000_000_000_001L;
  private static final int DIGITS = 14;
  private static final int HEX_DIGITS = 64;

  /// What GitHub's bodies have on the average.
  private static final int BODY_BYTES = 9_600;

  private static final String NO_SIGNATURE = "0".repeat(HEX_DIGITS);

  private final byte[] request;
  private final int bodyStart;
  private final int signaturePlace;
  private final int guidPlace;
  private final int[] jobPlaces;
  private final int[] runPlaces;
  private final Mac mac;
  private byte[] ahead = new byte[0];
  private int aheadFrom;
  private int next;

  Deliveries(URI webhook, String secret) {
    byte[] body = body();
    String head = head(webhook, body.length);
    this.request = (head + new String(body, ISO_8859_1)).getBytes(ISO_8859_1);
    this.bodyStart = head.length();
    this.signaturePlace = head.indexOf(NO_SIGNATURE);
    this.guidPlace = head.indexOf(guid(JOB)) + guid(JOB).length() - DIGITS;
    this.jobPlaces = placesOf(JOB, request, bodyStart);
    this.runPlaces = placesOf(RUN, request, bodyStart);
    this.mac = mac(secret);
  }

  int bodyBytes() {
    return request.length - bodyStart;
  }

  /// Signs so many that are yet to come.
  void signAhead(int count) {
    ahead = new byte[count * HEX_DIGITS];
    aheadFrom = next;
    for (int i = 0; i < count; i++) {
      writeIds(next + i);
      System.arraycopy(signature(), 0, ahead, i * HEX_DIGITS, HEX_DIGITS);
    }
  }

  /// The whole request about the next job. The array is used again for the one after.
  byte[] next() {
    int index = next++;
    writeIds(index);
    int from = (index - aheadFrom) * HEX_DIGITS;
    if (from + HEX_DIGITS <= ahead.length) {
      System.arraycopy(ahead, from, request, signaturePlace, HEX_DIGITS);
    } else {
      System.arraycopy(signature(), 0, request, signaturePlace, HEX_DIGITS);
    }
    return request;
  }

  /// How many requests there were: the last one's job is one less.
  int count() {
    return next;
  }

  /// Which of the requests told of a job, counted from 0.
  static int indexOf(long jobId) {
    return Math.toIntExact(jobId - JOB);
  }

  private void writeIds(int index) {
    byte[] job = digits(JOB + index);
    byte[] run = digits(RUN + index);
    for (int place : jobPlaces) {
      System.arraycopy(job, 0, request, place, DIGITS);
    }
    for (int place : runPlaces) {
      System.arraycopy(run, 0, request, place, DIGITS);
    }
    System.arraycopy(job, 0, request, guidPlace, DIGITS);
  }

  private byte[] signature() {
    mac.update(request, bodyStart, bodyBytes());
    return HexFormat.of().formatHex(mac.doFinal()).getBytes(US_ASCII);
  }

  private static String head(URI webhook, int bodyBytes) {
    return String.join(
        "\r\n",
        "POST " + webhook.getPath() + " HTTP/1.1",
        "Host: " + webhook.getAuthority(),
        "User-Agent: GitHub-Hookshot/044aadd",
        "Accept: */*",
        "Content-Type: application/json",
        "Content-Length: " + bodyBytes,
        "X-GitHub-Delivery: " + guid(JOB),
        "X-GitHub-Event: workflow_job",
        "X-GitHub-Hook-ID: 292430182",
        "X-GitHub-Hook-Installation-Target-ID: 38302899",
        "X-GitHub-Hook-Installation-Target-Type: organization",
        "X-Hub-Signature-256: sha256=" + NO_SIGNATURE,
        "",
        "");
  }

  private static String guid(long job) {
    return "72d3162e-cc78-11e3-81-" + job;
  }

  /// GitHub's form, with as many steps as it takes.
  private static byte[] body() {
    ObjectMapper mapper = new ObjectMapper();
    try {
      ObjectNode body =
          (ObjectNode)
              mapper.readTree(CompletedBody.ofExample().of(new JobIdentity(1, "o/r", RUN, 1, JOB)));
      ArrayNode steps = (ArrayNode) body.get("workflow_job").get("steps");
      ObjectNode step = (ObjectNode) steps.get(0);
      while (mapper.writeValueAsBytes(body).length < BODY_BYTES) {
        steps.add(step.deepCopy().put("number", steps.size() + 1));
      }
      return mapper.writeValueAsBytes(body);
    } catch (IOException e) {
      throw new UncheckedIOException("our own JSON", e);
    }
  }

  private static byte[] digits(long id) {
    return Long.toString(id).getBytes(US_ASCII);
  }

  private static int[] placesOf(long id, byte[] request, int from) {
    return Pattern.compile(Long.toString(id))
        .matcher(new String(request, ISO_8859_1))
        .results()
        .mapToInt(MatchResult::start)
        .filter(place -> place >= from)
        .toArray();
  }

  private static Mac mac(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
