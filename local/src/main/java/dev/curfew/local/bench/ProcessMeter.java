package dev.curfew.local.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What processes cost: looked at every second, on a thread of its own.
public final class ProcessMeter implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /// What the machine did besides: figures from a busy one say little.
  private static final String OTHERS = "other processes";

  /// What a process took from its start.
  ///
  /// @param peakMegabytes resident; 0 where the platform does not tell
  public record Usage(double cpuSeconds, long peakMegabytes) {

    /// The peak stays that of the whole time.
    public Usage since(Usage earlier) {
      return new Usage(cpuSeconds - earlier.cpuSeconds, peakMegabytes);
    }
  }

  private static final class Group {
    private final Supplier<Stream<ProcessHandle>> processes;

    /// Of processes that have ended, too.
    private final Map<Long, Duration> cpu = new HashMap<>();

    private long peakKilobytes;

    Group(Supplier<Stream<ProcessHandle>> processes) {
      this.processes = processes;
    }

    void look() {
      long own = 0;
      long shared = 0;
      for (ProcessHandle process : processes.get().toList()) {
        process.info().totalCpuDuration().ifPresent(time -> cpu.put(process.pid(), time));
        Memory memory = Memory.of(process.pid());
        own += memory.own();
        shared = Math.max(shared, memory.shared());
      }
      peakKilobytes = Math.max(peakKilobytes, own + shared);
    }

    Usage usage() {
      Duration all = cpu.values().stream().reduce(Duration.ZERO, Duration::plus);
      return new Usage(all.toMillis() / 1e3, peakKilobytes / 1024);
    }
  }

  /// Resident memory in kB. Processes of a group share files and PostgreSQL's buffers.
  private record Memory(long own, long shared) {

    static Memory of(long pid) {
      try {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        return new Memory(
            kilobytes("RssAnon", status),
            kilobytes("RssFile", status) + kilobytes("RssShmem", status));
      } catch (IOException noLinuxOrGone) {
        return new Memory(0, 0);
      }
    }

    private static long kilobytes(String field, String status) {
      Matcher line = Pattern.compile(field + ":\\s+(\\d+) kB").matcher(status);
      return line.find() ? Long.parseLong(line.group(1)) : 0;
    }
  }

  private final OperatingSystemMXBean machine =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private double machineSeconds;
  private Instant lookedAt = Instant.now();
  private final Map<String, Group> groups = new LinkedHashMap<>();
  private final Thread thread;

  /// @param processes as they are at any time, by the names that they are told of by
  public ProcessMeter(Map<String, Supplier<Stream<ProcessHandle>>> processes) {
    processes.forEach((name, group) -> groups.put(name, new Group(group)));
    thread = Thread.ofPlatform().name("load-meter").daemon().start(this::watch);
  }

  /// What lies between two looks at the same processes.
  public static Map<String, Usage> since(Map<String, Usage> before, Map<String, Usage> after) {
    Map<String, Usage> since = new LinkedHashMap<>();
    after.forEach(
        (name, usage) -> since.put(name, usage.since(Objects.requireNonNull(before.get(name)))));
    return since;
  }

  /// Of one process, now; 0 where the platform does not tell.
  public static long residentMegabytes(long pid) {
    Memory memory = Memory.of(pid);
    return (memory.own() + memory.shared()) / 1024;
  }

  /// Up to now.
  public synchronized Map<String, Usage> usage() {
    Map<String, Usage> usage = new LinkedHashMap<>();
    groups.forEach((name, group) -> {
      group.look();
      usage.put(name, group.usage());
    });
    double ours = usage.values().stream().mapToDouble(Usage::cpuSeconds).sum();
    usage.put(OTHERS, new Usage(lookAtMachine() - ours, 0));
    return usage;
  }

  /// CPU seconds of all processes, since the start of this meter.
  private double lookAtMachine() {
    Instant now = Instant.now();
    double seconds = Duration.between(lookedAt, now).toNanos() / 1e9;
    machineSeconds += machine.getCpuLoad() * machine.getAvailableProcessors() * seconds;
    lookedAt = now;
    return machineSeconds;
  }

  private void watch() {
    try {
      while (true) {
        usage();
        Thread.sleep(INTERVAL);
      }
    } catch (InterruptedException closed) {
      // By close().
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
