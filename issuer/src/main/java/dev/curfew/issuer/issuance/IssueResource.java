package dev.curfew.issuer.issuance;

import static dev.curfew.schemas.LogKeys.CREDENTIAL;
import static dev.curfew.schemas.LogKeys.JOB;
import static dev.curfew.schemas.LogKeys.REPOSITORY;
import static dev.curfew.schemas.LogKeys.ROLE;
import static dev.curfew.schemas.LogKeys.RUN;

import dev.curfew.schemas.event.CredentialIssued;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where jobs ask for credentials.
@Path("/issue")
public class IssueResource {
  private static final Logger LOG = LoggerFactory.getLogger(IssueResource.class);

  private final Issuance issuance;

  IssueResource(Issuance issuance) {
    this.issuance = issuance;
  }

  /// A token in, credentials out.
  ///
  /// @param uri its `format` is `credential_process` for AWS's clients, or absent for all there is
  ///   to say
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @NonBlocking
  public Uni<Response> issue(byte[] body, @Context UriInfo uri) {
    AnswerForm form = AnswerForm.of(uri.getQueryParameters());
    IssueRequest request = BodyReader.read(body, IssueBody.class).request();
    return issuance.issue(request).invoke(IssueResource::log).map(issued -> answer(issued, form));
  }

  private static Response answer(IssuedCredential issued, AnswerForm form) {
    return Response.ok(form.body(issued)).build();
  }

  private static void log(IssuedCredential issued) {
    CredentialIssued record = issued.record();
    LOG.atInfo()
        .addKeyValue(CREDENTIAL, record.credentialId())
        .addKeyValue(ROLE, record.roleArn())
        .addKeyValue(REPOSITORY, record.job().repository())
        .addKeyValue(RUN, record.job().runId())
        .addKeyValue(JOB, record.job().jobId())
        .log("credential issued");
  }
}
