package dev.curfew.sandbox.github;

/// What became of a delivery.
///
/// @param deliveryId the GUID of `X-GitHub-Delivery`
/// @param status the receiver's HTTP status, 0 where there was no answer within ten seconds
/// @param body the receiver's answer, or why there was none
public record DeliveryResult(String deliveryId, int status, String body) {
  /// GitHub counts any 2xx as delivered.
  public boolean isDelivered() {
    return status / 100 == 2;
  }
}
