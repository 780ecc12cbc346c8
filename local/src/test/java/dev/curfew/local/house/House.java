package dev.curfew.local.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.curfew.local.Checkout;
import java.nio.file.Path;
import java.util.List;

/// The classes of all modules, as they were compiled.
final class House {
  static final List<String> SERVICES = List.of("issuer", "webhook-listener", "revoker");
  static final List<String> MODULES =
      List.of("schemas", "github", "sandbox", "issuer", "webhook-listener", "revoker", "local");

  static final JavaClasses CLASSES =
      new ClassFileImporter().importPaths(MODULES.stream().map(House::classes).toList());

  private House() {}

  static Path module(String name) {
    return Checkout.here().root().resolve(name);
  }

  private static Path classes(String module) {
    return module(module).resolve("target/classes");
  }
}
