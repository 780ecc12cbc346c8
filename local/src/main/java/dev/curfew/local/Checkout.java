package dev.curfew.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/// The checkout that this launcher was built in: where the services' jars are, and where data goes.
///
/// @param dataRoot where data of this checkout lives, out of git's sight
public record Checkout(Path root, Path dataRoot) {
  /// Set by `./curfew` and by the build's tests.
  private static final String ROOT = "curfew.root";

  /// Tests keep their data apart from what a user has running.
  private static final String DATA = "curfew.data";

  /// The one that `./curfew` belongs to.
  ///
  /// @throws IllegalStateException if nobody said where it is
  public static Checkout here() {
    String root = System.getProperty(ROOT);
    if (root == null) {
      throw new IllegalStateException("-D" + ROOT + "=<checkout> is missing: use ./curfew");
    }
    Path checkout = Path.of(root).toAbsolutePath().normalize();
    String data = System.getProperty(DATA, checkout.resolve(".curfew").toString());
    return new Checkout(checkout, Path.of(data).toAbsolutePath().normalize());
  }

  /// The runner jar of a service.
  public Path runner(String module) {
    return built(root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar"));
  }

  /// The jar with the agent in it: this module's own.
  public Path agent() {
    return built(root.resolve("local/target/curfew-local.jar"));
  }

  /// A directory for data of one kind.
  public Path data(String name) {
    return dataRoot.resolve(name);
  }

  /// The class path of this module, as `./curfew` uses it.
  public String classPath() {
    return agent() + File.pathSeparator + root.resolve("local/target/lib") + "/*";
  }

  private static Path built(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is not built: run mvn -DskipTests package");
    }
    return jar;
  }
}
