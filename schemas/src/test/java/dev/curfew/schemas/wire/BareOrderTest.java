package dev.curfew.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.DeadLetter.Reason;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.EventType;
import dev.curfew.schemas.event.OrderEvent;
import dev.curfew.schemas.event.OrderLifted;
import dev.curfew.schemas.event.OrderScope;
import dev.curfew.schemas.event.OrderScope.Kind;
import dev.curfew.schemas.event.RevocationOrdered;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BareOrderTest {
  private static final Instant SENT = Instant.parse("2026-11-23T10:15:40.123Z");
  private static final byte[] SCHEMA =
      Golden.resource("/dev/curfew/schemas/dev.curfew.order.bare.v1.schema.json");
  private static final String ORDER =
      new String(Golden.resource("/golden/dev.curfew.order.bare.v1.json"), UTF_8);
  private static final String LIFT =
      new String(Golden.resource("/golden/dev.curfew.order.bare-lift.v1.json"), UTF_8);

  @Test
  void isAnOrderOfThePersonAtTheTimeOfTheRecord() {
    OrderEvent order = (OrderEvent) usable(record(ORDER, 7)).event();

    assertThat(order)
        .isEqualTo(
            new RevocationOrdered(
                order.orderId(),
                new OrderScope(Kind.REPOSITORY, "octo-org/octo-repo"),
                Instant.parse("2026-11-23T10:15:40Z"),
                Instant.parse("2026-11-24T10:15:00Z"),
                "leaked in a build log, case 4711",
                "robin@example.com",
                SENT));
    assertThat(Schemas.violations(SCHEMA, ORDER.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void isALiftWhereItNamesAnOrder() {
    assertThat(usable(record(LIFT, 7)).event())
        .isEqualTo(
            new OrderLifted(
                UUID.fromString("0199f0a0-7c00-7000-8000-000000000002"),
                "case 4711 closed",
                "robin@example.com",
                SENT));
    assertThat(Schemas.violations(SCHEMA, LIFT.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void isTheSameOrderWheneverItIsReadAgain() {
    Envelope first = usable(record(ORDER, 7));

    assertThat(usable(record(ORDER, 7))).isEqualTo(first);
    assertThat(first.source()).isEqualTo(URI.create("/curfew/orders/bare"));
    assertThat(first.time()).isEqualTo(SENT);
  }

  @Test
  void isAnotherOrderAtAnotherPlaceAndAfterTheTopicWasMadeAnew() {
    Envelope first = usable(record(ORDER, 7));
    Envelope next = usable(record(ORDER, 8));
    Envelope anew = usable(record(ORDER.replace("4711", "4712"), 7));

    assertThat(first.id()).isNotIn(next.id(), anew.id());
    assertThat(((OrderEvent) first.event()).orderId())
        .isNotIn(
            first.id(),
            ((OrderEvent) next.event()).orderId(),
            ((OrderEvent) anew.event()).orderId());
  }

  @Test
  void aCloudEventIsReadAsOne() {
    Envelope envelope =
        Envelope.of(URI.create("/somebody"), SENT, Golden.event(EventType.REVOCATION_ORDERED));
    ProducerRecord<String, byte[]> sent = EventCodec.encode(envelope);
    ConsumerRecord<byte[], byte[]> record = record(sent.value(), 7);
    sent.headers().forEach(record.headers()::add);

    assertThat(EventCodec.decodeOrder(record)).isEqualTo(new Decoded.Usable(envelope));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ce_id", "ce_type", "ce_anything"})
  void aBrokenCloudEventIsNoBareOrder(String header) {
    ConsumerRecord<byte[], byte[]> record = record(ORDER, 7);
    record.headers().add(header, "x".getBytes(UTF_8));

    assertThat(EventCodec.decodeOrder(record)).isInstanceOf(Decoded.Unusable.class);
  }

  @Test
  void aTombstoneIsUnusable() {
    assertThat(EventCodec.decodeOrder(tombstone()))
        .isEqualTo(new Decoded.Unusable(Reason.NOT_AN_EVENT, "no value"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "quarantineUntil" | "quarantineUntill" | unknown field quarantineUntill
          "kind" | "Kind" | unknown field scope.Kind
          "quarantineUntil" | "\\u0000" | an unknown field
          "reason" | "scope":{"kind":"all"},"reason" | not JSON, or a field is there twice
          "repository" | "repo" | scope.kind is not one of credential, access-key, job, run, repository, repository-id, organisation, commit, ref, workflow, environment, actor, runner, role, account, all
          "octo-org/octo-repo" | "octo-repo" | scope value has not the form it must have
          "octo-org/octo-repo" | 7 | scope.value has the wrong type
          "octo-org/octo-repo" | null | scope value is missing
          "kind":"repository", | '' | scope.kind is missing
          "2026-11-24T10:15:00Z" | "tomorrow" | quarantineUntil is no time such as 2026-11-23T10:15:40Z
          "2026-11-24T10:15:00Z" | 1795515300 | quarantineUntil has the wrong type
          "2026-11-24T10:15:00Z" | "2026-11-23T10:15:40Z" | quarantineUntil is not after the order
          "2026-11-24T10:15:00Z" | "2226-11-24T10:15:00Z" | quarantineUntil is not between 2000 and 2200
          "2026-11-23T10:15:40Z" | "1970-01-01T00:00:00Z" | issuedBefore is not between 2000 and 2200
          "leaked in a build log, case 4711" | " " | reason is missing
          "leaked in a build log, case 4711" | null | reason is missing
          "leaked in a build log, case 4711" | true | reason has the wrong type
          "robin@example.com" | "" | person is missing
          "leaked in a build log, case 4711" | "leaked\\u0000" | reason has a character that is no text
          "robin@example.com" | "robin\\u0000" | person has a character that is no text
          "leaked in a build log, case 4711" | "leaked\\nagain" | reason has a control character
          "robin@example.com" | "robin\\u001b[2J" | person has a control character
          "robin@example.com" | "robin\\u009b2J" | person has a control character
          "octo-org/octo-repo" | "octo-org/octo-repo\\n" | scope value has a control character
          "octo-org/octo-repo" | "octo-org/octo-repo\\u0000" | scope value has a character that is no text
          "person" | "lift":"0199f0a0-7c00-7000-8000-000000000002","person" | scope has no place here
          """)
  void whatIsNotAnOrderToTheLetterIsUnusableAndSaysWhy(String instead, String of, String why) {
    String compact = ORDER.replaceAll("\\n *", "").replace("\": ", "\":");
    String broken = compact.replace(instead, of);
    assertThat(broken).isNotEqualTo(compact);

    assertThat(EventCodec.decodeOrder(record(broken, 7)))
        .isEqualTo(new Decoded.Unusable(Reason.INVALID_DATA, why));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0199f0a0-7c00-7000-8000-000000000002 | 7 | lift is no order's id
          0199f0a0-7c00-7000-8000-000000000002 | 1-1-1-1-1 | lift is no order's id
          "person" | "issuedBefore":"2026-11-23T10:15:40Z","person" | issuedBefore has no place here
          "reason" | "Reason" | unknown field Reason
          """)
  void whatIsNoLiftToTheLetterIsUnusableAndSaysWhy(String instead, String of, String why) {
    assertThat(EventCodec.decodeOrder(record(LIFT.replace(instead, of), 7)))
        .isEqualTo(new Decoded.Unusable(Reason.INVALID_DATA, why));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "[]", "7", "\"all\"", "{", "hello", "{}{}", "{} x"})
  void whatIsNotOneObjectIsUnusable(String value) {
    assertThat(EventCodec.decodeOrder(record(value, 7)))
        .asInstanceOf(type(Decoded.Unusable.class))
        .extracting(Decoded.Unusable::reason)
        .isEqualTo(Reason.INVALID_DATA);
  }

  /// The schema is what outsiders check against before they send.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          credential | 0199f0a0-7c00-7000-8000-00000000000a | true
          credential | 0199F0A0-7C00-7000-8000-00000000000A | true
          credential | 0199f0a0 | false
          access-key | ASIAIOSFODNN7EXAMPLE | true
          access-key | asiaiosfodnn7example | false
          access-key | ASIA | false
          job | 289782451 | true
          job | 0 | false
          job | 007 | false
          job | -7 | false
          job | seven | false
          run | 9223372036854775807 | true
          run | 9223372036854775808 | false
          run | 9223372036854775817 | false
          run | 9999999999999999999 | false
          run | 9199999999999999999 | true
          run | 999999999999999999 | true
          job | 9223372036854775808 | false
          run | 12345678901234567890 | false
          repository | octo-org/octo-repo | true
          repository | octo-org | false
          repository | octo-org/octo-repo/x | false
          repository | octo-org/.github | true
          repository | octo-org/... | true
          repository | octo-org/.. | false
          repository | octo-org/. | false
          organisation | octo-org | true
          organisation | octo_acme | true
          organisation | octo-org/octo-repo | false
          commit | 3484a3fb816e0859fd6e1cea078d76385ff50625 | true
          commit | 3484A3FB816E0859FD6E1CEA078D76385FF50625 | true
          commit | 3484a3fb81 | false
          ref | refs/heads/main | true
          ref | refs/tags/v1.2 | true
          ref | refs/pull/7/merge | true
          ref | refs/heads/dependabot/npm_and_yarn/@types/node-22.1 | true
          ref | refs/heads/größe | true
          ref | main | false
          ref | refs/ | false
          ref | refs/heads/ | false
          ref | refs/heads/* | false
          ref | refs/heads/mai? | false
          ref | refs/heads/ma in | false
          ref | refs/heads/ma..in | false
          ref | refs/heads//main | false
          ref | refs/heads/.main | false
          ref | refs/heads/main. | false
          ref | refs/heads/main.lock | false
          ref | refs/heads/main.lock/x | false
          ref | refs/heads/main.locks | true
          ref | refs/heads/main@{1} | false
          ref | refs/heads/main\\n | false
          ref | refs/heads/a~1 | false
          ref | refs/heads/a^ | false
          ref | refs/heads/a:b | false
          ref | refs/heads/[a] | false
          ref | refs/heads/a\\\\b | false
          workflow | octo-org/octo-repo/.github/workflows/deploy.yml | true
          workflow | octo-org/octo-repo/.github/workflows/deploy to EU.yaml@refs/tags/v1 | true
          workflow | octo-org/octo-repo/.github/workflows/deploy.yml@3484a3fb816e0859fd6e1cea078d76385ff50625 | true
          workflow | octo-org/octo-repo/.github/workflows/deploy.yml@main | false
          workflow | octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/* | false
          workflow | octo-org/octo-repo/.github/workflows/deploy.yml\\n | false
          workflow | octo-org/octo-repo/.github/workflows/deploy.sh | false
          workflow | octo-org/octo-repo/.github/workflows/eu/deploy.yml | false
          workflow | octo-org/../.github/workflows/deploy.yml | false
          workflow | octo-org/octo-repo/deploy.yml | false
          workflow | .github/workflows/deploy.yml | false
          workflow | deploy.yml | false
          workflow | octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main | true
          environment | production EU | true
          environment | production\\u001b[2J | false
          environment | production\\u0085 | false
          actor | dependabot[bot] | true
          actor | octocat | true
          actor | mona-cat_octo | true
          actor | octo cat | false
          actor | octocat@example.com | false
          actor | octocat[bot][bot] | false
          actor | [bot] | false
          runner | linux 7 | true
          runner | linux\\t7 | false
          runner | - | false
          role | arn:aws:iam::111122223333:role/deploy | true
          role | arn:aws-cn:iam::111122223333:role/ci/deploy | true
          role | deploy | false
          account | 111122223333 | true
          account | 1111-2222-3333 | false
          all | - | true
          all | everything | false
          nobody | x | false
          """)
  void schemaAndReaderAgreeOnScopes(String kind, String value, boolean good) {
    String scope =
        value == null
            ? "{\"kind\":\"%s\"}".formatted(kind)
            : "{\"kind\":\"%s\",\"value\":\"%s\"}".formatted(kind, value);
    String json = "{\"scope\":%s,\"reason\":\"r\",\"person\":\"p\"}".formatted(scope);

    assertThat(Schemas.violations(SCHEMA, json.getBytes(UTF_8)).isEmpty()).isEqualTo(good);
    assertThat(EventCodec.decodeOrder(record(json, 7)) instanceof Decoded.Usable).isEqualTo(good);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scope", "reason", "person", "lift"})
  void schemaAndReaderAskForTheSameFields(String field) {
    for (String golden : new String[] {ORDER, LIFT}) {
      String without = golden.replace("\"" + field + "\"", "\"x\"");

      assertThat(Schemas.violations(SCHEMA, without.getBytes(UTF_8)).isEmpty())
          .isEqualTo(EventCodec.decodeOrder(record(without, 7)) instanceof Decoded.Usable);
    }
  }

  @SuppressWarnings("NullAway") // Kafka's own way to say that there is none
  private static ConsumerRecord<byte[], byte[]> tombstone() {
    return record((byte[]) null, 7);
  }

  private static Envelope usable(ConsumerRecord<byte[], byte[]> record) {
    Decoded decoded = EventCodec.decodeOrder(record);
    assertThat(decoded).isInstanceOf(Decoded.Usable.class);
    return ((Decoded.Usable) decoded).envelope();
  }

  private static ConsumerRecord<byte[], byte[]> record(String value, long offset) {
    return record(value.getBytes(UTF_8), offset);
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] value, long offset) {
    return new ConsumerRecord<>(
        Topic.ORDERS.topicName(),
        2,
        offset,
        SENT.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        null,
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
