package dev.curfew.local.bench.issue;

import dev.curfew.local.bench.WholeTopic;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.wire.Decoded;
import dev.curfew.schemas.wire.EventCodec;
import java.util.HashSet;
import java.util.Set;

/// The issuance events that are in Kafka in the end, against the answers.
///
/// @param issued answers with a credential
/// @param missing of these have no event
/// @param besides events of credentials that nobody was given
/// @param doubled events that are there once more
record Records(long issued, long missing, long besides, long doubled) {

  /// @param issued the tokens whose requests were answered 200, by their SHA-256
  static Records of(Set<String> issued, String bootstrapServers) {
    Set<String> recorded = new HashSet<>();
    long[] doubled = new long[1];
    WholeTopic.read(
        bootstrapServers,
        Topic.CREDENTIALS.topicName(),
        record -> {
          if (EventCodec.decode(record.headers(), record.value()) instanceof Decoded.Usable usable
              && usable.envelope().event() instanceof CredentialIssued event
              && !recorded.add(event.tokenSha256())) {
            doubled[0]++;
          }
        });
    long both = issued.stream().filter(recorded::contains).count();
    return new Records(issued.size(), issued.size() - both, recorded.size() - both, doubled[0]);
  }
}
