package io.tcpdx.cli.har;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** HAR 1.2 as a JSON Schema, for tests to hold archives against. */
public final class HarSchema {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private HarSchema() {}

  /** Asserts that this is an archive; answers with it, parsed. */
  public static JsonNode assertHar(String json) throws IOException {
    try (InputStream in = HarSchema.class.getResourceAsStream("har-1.2.schema.json")) {
      JsonNode schema = MAPPER.readTree(Objects.requireNonNull(in));
      JsonNode parsed = MAPPER.readTree(json);
      assertThat(
              JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema).validate(parsed))
          .isEmpty();
      return parsed;
    }
  }
}
