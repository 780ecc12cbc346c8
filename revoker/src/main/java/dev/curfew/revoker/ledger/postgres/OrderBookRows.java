package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.ledger.OrderPreview;
import dev.curfew.revoker.ledger.OrderProgress;
import dev.curfew.revoker.ledger.OrderSummary;
import dev.curfew.revoker.ledger.OrderSummary.Counts;
import dev.curfew.revoker.ledger.OrderSummary.Lift;
import dev.curfew.revoker.ledger.OrderSummary.State;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.OrderScope;
import dev.curfew.schemas.event.OrderScope.Kind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Rows of [PostgresOrderBook]'s queries as records.
final class OrderBookRows {
  private OrderBookRows() {}

  static OrderPreview preview(OrderScope scope, List<Object[]> rows) {
    List<OrderPreview.Role> roles = new ArrayList<>();
    for (Object[] row : rows) {
      roles.add(new OrderPreview.Role((String) row[0], number(row[1]), true));
    }
    if (scope.kind() == Kind.ROLE && scope.value() != null && roles.isEmpty()) {
      roles.add(new OrderPreview.Role(scope.value(), 0, false));
    }
    long credentials = roles.stream().mapToLong(OrderPreview.Role::credentials).sum();
    return new OrderPreview(credentials, scope.kind().isRoleWide(), roles);
  }

  static OrderSummary summary(Object[] row) {
    OrderSummary.Scope scope =
        new OrderSummary.Scope(
            Kind.named((String) row[1]).orElseThrow(), (@Nullable String) row[2]);
    Counts counts =
        new Counts(
            number(row[13]), number(row[14]), number(row[15]), number(row[16]), number(row[17]));
    boolean rolesPending = (Boolean) row[18];
    return new OrderSummary(
        (UUID) row[0],
        scope,
        instant(row[3]),
        instant(row[4]),
        (String) row[5],
        (String) row[6],
        time(row[7]),
        time(row[8]),
        time(row[9]),
        row[12] == null ? null : new Lift((String) row[10], (String) row[11], time(row[12])),
        scope.kind().isRoleWide(),
        counts.dying() > 0 || rolesPending ? State.PENDING : State.DONE,
        counts);
  }

  static OrderProgress.Credential credential(Object[] row) {
    return new OrderProgress.Credential(
        (UUID) row[0],
        (String) row[1],
        (String) row[2],
        (String) row[3],
        new JobIdentity(
            number(row[4]), (String) row[5], number(row[6]), (int) number(row[7]), number(row[8])),
        time(row[9]),
        OrderProgress.State.valueOf((String) row[10]),
        (@Nullable String) row[11],
        instant(row[12]),
        instant(row[13]),
        instant(row[14]));
  }

  static OrderProgress.Role role(Object[] row) {
    return new OrderProgress.Role(
        (String) row[0],
        (Boolean) row[1],
        (@Nullable String) row[2],
        (@Nullable String) row[3],
        (int) number(row[4]));
  }

  private static @Nullable Instant instant(@Nullable Object value) {
    return value == null ? null : time(value);
  }

  private static Instant time(Object value) {
    return ((OffsetDateTime) value).toInstant();
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }
}
