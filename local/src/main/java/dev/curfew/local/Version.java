package dev.curfew.local;

import picocli.CommandLine.IVersionProvider;

/// What `--version` says, from the jar's manifest.
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "Curfew " + Version.class.getPackage().getImplementationVersion(), "Java " + Runtime.version()
    };
  }
}
