package dev.curfew.listener.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookTest {
  @Test
  void aHookIsTheAppsOrAnOrganisationsOrARepositorys() {
    assertThat(new Hook("app").isOfApp()).isTrue();
    assertThat(new Hook("orgs/octo-org/hooks/7").organisation()).contains("octo-org");
    assertThat(new Hook("repos/octo-org/octo.repo/hooks/7").repository())
        .contains("octo-org/octo.repo");
    assertThat(new Hook("orgs/octo-org/hooks/7").repository()).isEmpty();
    assertThat(new Hook("repos/octo-org/octo.repo/hooks/7").organisation()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "App",
        "octo-org",
        "orgs/octo-org",
        "orgs/octo-org/hooks/seven",
        "/orgs/octo-org/hooks/7",
        "orgs/octo-org/hooks/7/deliveries",
        "repos/octo-repo/hooks/7",
        "orgs/octo-org/../users/hooks/7",
      })
  void whatIsNoHookStopsStartUp(String name) {
    assertThatThrownBy(() -> new Hook(name)).hasMessageContaining("orgs/ORG/hooks/ID");
  }
}
