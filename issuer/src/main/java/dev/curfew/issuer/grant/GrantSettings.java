package dev.curfew.issuer.grant;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.List;

/// Which repositories may have which roles. GitHub's OIDC issuer is everybody's: without this list
/// any repository in the world could ask.
///
/// Public because SmallRye reads nested groups by reflection when it validates them.
@ConfigMapping(prefix = "curfew.issuer")
public interface GrantSettings {
  @NotEmpty
  List<Grant> grants();

  /// One role and who may have it.
  interface Grant {
    /// The role's ARN.
    @Pattern(regexp = "arn:aws(-cn|-us-gov)?:iam::\\d{12}:role/[\\x21-\\x7e]+")
    String role();

    /// `owner/name`, letter for letter as GitHub spells it.
    @NotEmpty
    List<@NotBlank String> repositories();
  }
}
