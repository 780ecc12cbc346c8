package dev.curfew.local.bench.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void isSteady() {
    Schedule schedule = Schedule.steady(100, MINUTE);

    assertThat(schedule.requests()).isEqualTo(6000);
    assertThat(seconds(schedule, 0)).isZero();
    assertThat(seconds(schedule, 1)).isEqualTo(0.01);
    assertThat(seconds(schedule, 6000)).isEqualTo(60);
  }

  @Test
  void risesToItsRate() {
    Schedule schedule = Schedule.rising(100, MINUTE);

    assertThat(schedule.requests()).isEqualTo(4500);
    assertThat(seconds(schedule, 0)).isZero();
    // After half of the rise, with half of the rate, there were a quarter of its requests.
    assertThat(seconds(schedule, 375)).isEqualTo(15);
    assertThat(seconds(schedule, 1500)).isEqualTo(30);
    assertThat(seconds(schedule, 1600)).isEqualTo(31);
    assertThat(seconds(schedule, 4500)).isEqualTo(60);
  }

  private static double seconds(Schedule schedule, int index) {
    return schedule.due(index) / 1e9;
  }
}
