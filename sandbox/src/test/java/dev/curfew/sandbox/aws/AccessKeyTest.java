package dev.curfew.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccessKeyTest {

  @Test
  void printsWithoutItsSecret() {
    assertThat(new AccessKey("AKIAEXAMPLE", "secret"))
        .hasToString("AccessKey[accessKeyId=AKIAEXAMPLE]");
  }
}
