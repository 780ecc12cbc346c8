package dev.curfew.issuer.grant;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;

/// Which repositories may have which roles. GitHub's OIDC issuer is everybody's: without this list
/// any repository in the world could ask.
@ConfigMapping(prefix = "curfew.issuer")
interface GrantSettings {
  @NotEmpty
  List<Grant> grants();

  /// One role and who may have it.
  interface Grant {
    /// The role's ARN.
    @NotBlank
    String role();

    /// `owner/name`, letter for letter as GitHub spells it.
    @NotEmpty
    List<@NotBlank String> repositories();
  }
}
