package dev.curfew.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/// Judges JSON by the published schemas, as an outsider would.
final class Schemas {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder.schemaIdResolvers(resolvers ->
                  resolvers.mapPrefix(
                      "https://curfew.dev/schemas/", "classpath:dev/curfew/schemas/")));

  private Schemas() {}

  static List<Error> violations(byte[] schema, byte[] json) {
    return REGISTRY
        .getSchema(new String(schema, UTF_8), InputFormat.JSON)
        .validate(new String(json, UTF_8), InputFormat.JSON);
  }
}
