package dev.curfew.revoker.order;

import static dev.curfew.schemas.LogKeys.ORDER;
import static dev.curfew.schemas.LogKeys.PERSON;

import dev.curfew.revoker.ledger.OrderBook;
import dev.curfew.revoker.ledger.OrderProgress;
import dev.curfew.revoker.ledger.OrderSummary;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.OrderLifted;
import dev.curfew.schemas.event.RevocationOrdered;
import dev.curfew.schemas.wire.BareOrder;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where incident responders give orders, and see what has become of them.
@Path("/orders")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class OrderResource {
  private static final Logger LOG = LoggerFactory.getLogger(OrderResource.class);
  private static final int MOST_RECENT = 100;

  private final Orders orders;
  private final OrderBook book;
  private final SecurityIdentity caller;
  private final Clock clock;

  OrderResource(Orders orders, OrderBook book, SecurityIdentity caller, Clock clock) {
    this.orders = orders;
    this.book = book;
    this.caller = caller;
    this.clock = clock;
  }

  /// Gives an order; with `?dryRun=true` only says what it would hit.
  @POST
  @RolesAllowed(Roles.RESPONDER)
  public Uni<Response> order(@Context UriInfo uri, byte[] body) {
    boolean dryRun = Query.dryRun(uri);
    BareOrder written = BareOrder.read(body);
    RevocationOrdered order = written.ordered(Envelope.newId(), person(written), clock.instant());
    return dryRun
        ? book.preview(order.scope(), order.issuedBefore()).map(hit -> Response.ok(hit).build())
        : orders
            .give(order)
            .invoke(() -> log("revocation ordered", order.orderId(), order.person()))
            .replaceWith(() -> accepted(order.orderId()));
  }

  /// Ends what an order still does. Nobody rises from the dead.
  @POST
  @Path("/{id}/lift")
  @RolesAllowed(Roles.RESPONDER)
  public Uni<Response> lift(@PathParam("id") String id, @Context UriInfo uri, byte[] body) {
    Query.none(uri);
    BareOrder written = BareOrder.read(body);
    OrderLifted lift = written.lifted(orderId(id), person(written), clock.instant());
    return known(lift.orderId())
        .chain(() -> orders.give(lift))
        .invoke(() -> log("order lifted", lift.orderId(), lift.person()))
        .replaceWith(() -> accepted(lift.orderId()));
  }

  @GET
  @Path("/{id}")
  @RolesAllowed({Roles.RESPONDER, Roles.VIEWER})
  public Uni<OrderProgress> progress(@PathParam("id") String id) {
    return known(orderId(id));
  }

  /// The latest first, a hundred at most.
  @GET
  @RolesAllowed({Roles.RESPONDER, Roles.VIEWER})
  public Uni<List<OrderSummary>> recent() {
    return book.recent(MOST_RECENT);
  }

  private Uni<OrderProgress> known(UUID orderId) {
    return book.progress(orderId).map(found -> found.orElseThrow(OrderResource::unknown));
  }

  private static UUID orderId(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  private static RefusedException unknown() {
    return new RefusedException(Refusal.UNKNOWN_ORDER, "an order is known once it is decided");
  }

  /// The token says who it is; the body may say it too.
  private String person(BareOrder written) {
    String person = caller.getPrincipal().getName();
    if (written.person() != null && !written.person().equals(person)) {
      throw new RefusedException(
          Refusal.NOT_YOUR_NAME, "leave out person: the token says who you are");
    }
    return person;
  }

  private static Response accepted(UUID orderId) {
    return Response.accepted(new Accepted(orderId))
        .location(URI.create("/orders/" + orderId))
        .build();
  }

  private static void log(String what, UUID orderId, String person) {
    LOG.atInfo().addKeyValue(ORDER, orderId).addKeyValue(PERSON, person).log(what);
  }

  /// Where to look next.
  record Accepted(UUID orderId) {}
}
