package dev.curfew.issuer.issuance;

import dev.curfew.issuer.replay.Nonce;
import dev.curfew.issuer.replay.Nonces;
import dev.curfew.issuer.token.TokenVerifier;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// Where jobs get nonces.
@Path("/nonce")
public class NonceResource {
  private final Nonces nonces;
  private final TokenVerifier tokens;

  NonceResource(Nonces nonces, TokenVerifier tokens) {
    this.nonces = nonces;
    this.tokens = tokens;
  }

  /// Nobody needs to prove anything: a nonce gives nothing to whom GitHub makes no token for it.
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @NonBlocking
  public Uni<Response> open(byte[] body) {
    NonceBody asked = BodyReader.read(body, NonceBody.class);
    return nonces
        .open(asked.repository(), asked.job())
        .onFailure()
        .transform(Refusals::of)
        .map(this::answer);
  }

  private Response answer(Nonce nonce) {
    return Response.status(Response.Status.CREATED)
        .entity(
            new NonceAnswer(
                nonce.value(), tokens.audienceWith(nonce.value()), nonce.expiresAt().toString()))
        .build();
  }
}
