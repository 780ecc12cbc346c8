package dev.curfew.sandbox.aws.wire;

import java.util.function.Consumer;

/// An HTTP answer of the Query protocol.
public record Answer(int status, String xml) {
  /// What an action without a result answers with.
  public static final Consumer<Xml> NOTHING = _ -> {};

  /// The action was done.
  ///
  /// @param result what goes into `<ActionResult>`; [#NOTHING] leaves it out
  public static Answer success(
      Service service, String action, String requestId, Consumer<Xml> result) {
    return new Answer(
        200,
        Xml.document(
            action + "Response",
            service.namespace(),
            xml -> {
              if (!result.equals(NOTHING)) {
                xml.element(action + "Result", result);
              }
              xml.element("ResponseMetadata", m -> m.text("RequestId", requestId));
            }));
  }

  public static Answer failure(Service service, String requestId, Refusal refusal) {
    return new Answer(
        refusal.status(),
        Xml.document(
            "ErrorResponse",
            service.namespace(),
            xml ->
                xml.element(
                        "Error",
                        error ->
                            error
                                .text("Type", refusal.status() < 500 ? "Sender" : "Receiver")
                                .text("Code", refusal.code())
                                .text("Message", refusal.reason()))
                    .text("RequestId", requestId)));
  }
}
