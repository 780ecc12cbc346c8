package dev.curfew.issuer.issuance;

import static dev.curfew.schemas.LogKeys.CREDENTIAL;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where jobs give credentials back.
@Path("/release")
public class ReleaseResource {
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseResource.class);

  private final Release release;
  private final Problems problems;

  ReleaseResource(Release release, Problems problems) {
    this.release = release;
    this.problems = problems;
  }

  /// 202: the revoker denies it within about a second.
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @NonBlocking
  public Uni<Response> release(byte[] body) {
    ReleaseBody asked = BodyReader.read(body, ReleaseBody.class);
    return problems.answer(
        release
            .release(asked.credential(), asked.token())
            .invoke(() ->
                LOG.atInfo().addKeyValue(CREDENTIAL, asked.credential()).log("credential released"))
            .replaceWith(() -> Response.accepted().build()));
  }
}
