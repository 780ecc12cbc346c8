package dev.curfew.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests the one [WholeSystem], which ends with the last of them.
final class SystemExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(SystemExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == WholeSystem.class;
  }

  @Override
  public WholeSystem resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(WholeSystem.class, _ -> start(), WholeSystem.class);
  }

  private static WholeSystem start() {
    try {
      return WholeSystem.start();
    } catch (IOException e) {
      throw new UncheckedIOException("no whole system", e);
    }
  }
}
