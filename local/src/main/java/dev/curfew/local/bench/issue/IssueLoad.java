package dev.curfew.local.bench.issue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.curfew.local.bench.Connection;
import dev.curfew.local.bench.Connection.Answer;
import dev.curfew.local.bench.Latency;
import dev.curfew.local.bench.issue.Requests.Request;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sends requests by a schedule, whatever becomes of the earlier ones: over a connection that has
/// nothing to do, or a new one. Times are counted from when a request was due. One thread, which
/// costs the machine little.
final class IssueLoad implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /// Beyond that requests wait for a connection, and their time runs.
  private static final int MOST_CONNECTIONS = 512;

  /// A selector wakes up at whole milliseconds; the rest is slept through in small pieces.
  private static final long SELECTABLE = TimeUnit.MILLISECONDS.toNanos(1);

  private static final long NAP = TimeUnit.MICROSECONDS.toNanos(100);
  private static final Pattern REFUSAL = Pattern.compile("/problems/([a-z-]+)\"");

  private final List<Request> requests;
  private final Schedule schedule;
  private final URI issuer;
  private final Selector selector = Selector.open();
  private final List<Connection> connections = new ArrayList<>();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Latency.Recorder latency = new Latency.Recorder();
  private final BitSet issued = new BitSet();
  private final Map<String, Long> errors = new TreeMap<>();
  private long start;
  private int next;
  private int answered;

  IssueLoad(URI issuer, List<Request> requests, Schedule schedule) throws IOException {
    this.issuer = issuer;
    this.requests = requests;
    this.schedule = schedule;
  }

  /// What it came to.
  ///
  /// @param issued which requests were answered 200
  /// @param errors how many of the others, by status and refusal
  /// @param time from the first request's to the last answer's
  /// @param connections that were needed at once
  record Result(
      BitSet issued, Map<String, Long> errors, Duration time, Latency latency, int connections) {}

  Result run() throws IOException {
    start = System.nanoTime();
    long end = due(requests.size());
    while (answered < requests.size()) {
      if (System.nanoTime() > end + PATIENCE.toNanos()) {
        throw new IOException(requests.size() - answered + " requests were not answered");
      }
      sendWhatIsDue();
      await();
      Set<SelectionKey> ready = selector.selectedKeys();
      for (SelectionKey key : ready) {
        serve(key);
      }
      ready.clear();
    }
    return new Result(
        issued,
        errors,
        Duration.ofNanos(System.nanoTime() - start),
        latency.latency(),
        connections.size());
  }

  private long due(int index) {
    return start + schedule.due(index);
  }

  private void sendWhatIsDue() throws IOException {
    while (next < requests.size() && due(next) <= System.nanoTime()) {
      if (idle.isEmpty() && connections.size() == MOST_CONNECTIONS) {
        return;
      }
      Connection connection = idle.isEmpty() ? connect() : idle.pop();
      connection.send(requests.get(next).text().getBytes(US_ASCII), next);
      next++;
    }
  }

  private Connection connect() throws IOException {
    Connection connection = new Connection(issuer, selector);
    connections.add(connection);
    return connection;
  }

  private void await() throws IOException {
    long left = next < requests.size() ? due(next) - System.nanoTime() : 100 * SELECTABLE;
    if (left >= SELECTABLE) {
      selector.select(left / SELECTABLE);
    } else if (selector.selectNow() == 0) {
      LockSupport.parkNanos(NAP);
    }
  }

  private void serve(SelectionKey key) throws IOException {
    Connection connection = (Connection) key.attachment();
    if (key.isWritable()) {
      connection.write();
    }
    if (key.isReadable()) {
      connection.read().ifPresent(answer -> answered(connection, answer));
    }
  }

  private void answered(Connection connection, Answer answer) {
    answered++;
    // Each in turn: the issuer closes a connection that has nothing to do for long.
    idle.addLast(connection);
    latency.record(Duration.ofNanos(System.nanoTime() - due(connection.index())));
    if (answer.status() == 200) {
      issued.set(connection.index());
    } else {
      errors.merge(kind(answer), 1L, Long::sum);
    }
  }

  private static String kind(Answer answer) {
    Matcher refusal = REFUSAL.matcher(answer.text());
    return refusal.find() ? answer.status() + " " + refusal.group(1) : "" + answer.status();
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : connections) {
      connection.close();
    }
    selector.close();
  }
}
