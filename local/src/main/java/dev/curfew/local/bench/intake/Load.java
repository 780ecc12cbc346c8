package dev.curfew.local.bench.intake;

import dev.curfew.local.bench.Connection;
import dev.curfew.local.bench.Latency;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Sends deliveries over a number of connections, on each the next one as soon as the last was
/// answered. One thread, which costs the machine little.
final class Load {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final URI webhook;
  private final Deliveries deliveries;

  /// Requests that were answered 2xx, of all runs.
  private final BitSet accepted = new BitSet();

  Load(URI webhook, Deliveries deliveries) {
    this.webhook = webhook;
    this.deliveries = deliveries;
  }

  /// What one run came to.
  ///
  /// @param accepted answered 2xx
  /// @param others answered something else
  record Result(long accepted, long others, Duration time, Latency latency) {}

  /// Which requests were answered 2xx.
  BitSet accepted() {
    return accepted;
  }

  Result run(int connections, Duration time) throws IOException {
    try (Run run = new Run(connections)) {
      return run.result(time);
    }
  }

  private final class Run implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final List<Connection> connections = new ArrayList<>();
    private final Latency.Recorder latency = new Latency.Recorder();
    private long ok;
    private long others;
    private int underWay;

    Run(int count) throws IOException {
      for (int i = 0; i < count; i++) {
        connections.add(new Connection(webhook, selector));
      }
    }

    Result result(Duration time) throws IOException {
      long start = System.nanoTime();
      long end = start + time.toNanos();
      for (Connection connection : connections) {
        send(connection);
      }
      while (underWay > 0) {
        if (System.nanoTime() > end + PATIENCE.toNanos()) {
          throw new IOException(underWay + " deliveries were not answered");
        }
        selector.select(100);
        Set<SelectionKey> ready = selector.selectedKeys();
        for (SelectionKey key : ready) {
          serve(key, end);
        }
        ready.clear();
      }
      return new Result(ok, others, Duration.ofNanos(System.nanoTime() - start), latency.latency());
    }

    private void serve(SelectionKey key, long end) throws IOException {
      Connection connection = (Connection) key.attachment();
      if (key.isWritable()) {
        connection.write();
      }
      if (!key.isReadable()) {
        return;
      }
      Optional<Connection.Answer> answer = connection.read();
      if (answer.isPresent()) {
        underWay--;
        answered(connection, answer.get().status());
        if (System.nanoTime() < end) {
          send(connection);
        }
      }
    }

    private void send(Connection connection) throws IOException {
      int index = deliveries.count();
      connection.send(deliveries.next(), index);
      underWay++;
    }

    private void answered(Connection connection, int status) {
      latency.record(Duration.ofNanos(System.nanoTime() - connection.sentAt()));
      if (status / 100 == 2) {
        accepted.set(connection.index());
        ok++;
      } else {
        others++;
      }
    }

    @Override
    public void close() throws IOException {
      for (Connection connection : connections) {
        connection.close();
      }
      selector.close();
    }
  }
}
