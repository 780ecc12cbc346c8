package dev.curfew.local.up;

import dev.curfew.local.stack.Ports;
import dev.curfew.sandbox.LoopbackPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/// The ports of `up`: always the same ones, so that what is written down goes on working.
final class PortOptions {
  @Option(names = "--github-port", paramLabel = "PORT", defaultValue = "18080")
  private int github;

  @Option(names = "--issuer-port", paramLabel = "PORT", defaultValue = "18081")
  private int issuer;

  @Option(names = "--listener-port", paramLabel = "PORT", defaultValue = "18082")
  private int listener;

  @Option(names = "--revoker-port", paramLabel = "PORT", defaultValue = "18083")
  private int revoker;

  @Option(names = "--aws-port", paramLabel = "PORT", defaultValue = "18084")
  private int aws;

  @Option(names = "--identity-provider-port", paramLabel = "PORT", defaultValue = "18085")
  private int people;

  @Option(names = "--kafka-port", paramLabel = "PORT", defaultValue = "19092")
  private int kafka;

  @Option(names = "--postgresql-port", paramLabel = "PORT", defaultValue = "15432")
  private int postgresql;

  Ports ports() {
    return new Ports(issuer, listener, revoker, github, aws, people);
  }

  int kafka() {
    return kafka;
  }

  int postgresql() {
    return postgresql;
  }

  /// Says of all that are taken, before anything is started.
  ///
  /// @throws IllegalStateException naming the ports and the options that choose others
  void requireFree() {
    List<String> taken = new ArrayList<>();
    byOption()
        .forEach((option, port) -> {
          if (!LoopbackPort.isFree(port)) {
            taken.add("port " + port + " is taken; choose another with " + option);
          }
        });
    if (!taken.isEmpty()) {
      throw new IllegalStateException(String.join("\n        ", taken));
    }
  }

  private Map<String, Integer> byOption() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("--github-port", github);
    ports.put("--issuer-port", issuer);
    ports.put("--listener-port", listener);
    ports.put("--revoker-port", revoker);
    ports.put("--aws-port", aws);
    ports.put("--identity-provider-port", people);
    ports.put("--kafka-port", kafka);
    ports.put("--postgresql-port", postgresql);
    return ports;
  }
}
