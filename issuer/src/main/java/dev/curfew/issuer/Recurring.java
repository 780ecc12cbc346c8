package dev.curfew.issuer;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;

/// Work that is done over and over. What is under way is waited for: ticks that come meanwhile are
/// dropped.
public final class Recurring {
  private Recurring() {}

  /// Begins.
  ///
  /// @param work must not fail: a failure ends all of it, and is logged
  /// @param stopped what to log then
  public static Cancellable every(
      Duration pause, Supplier<? extends Uni<?>> work, Logger log, String stopped) {
    return Multi.createFrom()
        .ticks()
        .every(pause)
        .onOverflow()
        .drop()
        .onItem()
        .transformToUniAndConcatenate(_ -> work.get().replaceWithVoid())
        .subscribe()
        .with(_ -> {}, e -> log.atError().setCause(e).log(stopped));
  }
}
