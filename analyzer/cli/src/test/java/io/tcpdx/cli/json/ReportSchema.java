package io.tcpdx.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The published schema, for tests to hold JSON against. */
public final class ReportSchema {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private ReportSchema() {}

  /** Asserts that this is a report as the schema describes it; answers with it, parsed. */
  public static JsonNode assertReport(String json) throws IOException {
    return assertMatches(schema(), json);
  }

  /** Asserts that this is one line of NDJSON as the schema describes it. */
  public static JsonNode assertLine(String json) throws IOException {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    line.put("$ref", "#/$defs/line");
    line.set("$defs", schema().get("$defs"));
    return assertMatches(line, json);
  }

  private static JsonNode assertMatches(JsonNode schema, String json) throws IOException {
    JsonSchema compiled = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
    JsonNode parsed = MAPPER.readTree(json);
    assertThat(compiled.validate(parsed)).isEmpty();
    return parsed;
  }

  private static JsonNode schema() throws IOException {
    try (InputStream in =
        ReportSchema.class.getResourceAsStream("/io/tcpdx/cli/report.schema.json")) {
      return MAPPER.readTree(Objects.requireNonNull(in));
    }
  }
}
