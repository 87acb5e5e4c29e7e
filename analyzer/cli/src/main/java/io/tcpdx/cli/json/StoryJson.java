package io.tcpdx.cli.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tcpdx.connection.ConnectionSummary;
import io.tcpdx.detect.Finding;
import io.tcpdx.story.Story;
import io.tcpdx.story.StoryLine;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The story of a connection as JSON. */
final class StoryJson {
  private StoryJson() {}

  /** Fields of an object that is open; none where the story is not that connection's. */
  static void write(JsonGenerator json, @Nullable Story story, ConnectionSummary connection)
      throws IOException {
    if (story == null || story.connection() != connection.id()) {
      return;
    }
    json.writeArrayFieldStart("story");
    for (StoryLine line : story.lines()) {
      writeLine(json, line);
    }
    json.writeEndArray();
    json.writeNumberField("storySegmentsLeftOut", story.segmentsLeftOut());
  }

  private static void writeLine(JsonGenerator json, StoryLine line) throws IOException {
    json.writeStartObject();
    json.writeNumberField("firstPacket", line.firstPacket());
    json.writeNumberField("lastPacket", line.lastPacket());
    json.writeNumberField("segments", line.segments());
    Json.seconds(json, "sinceStartSeconds", line.sinceStartNs());
    Json.seconds(json, "afterSeconds", line.afterNs());
    Json.seconds(json, "durationSeconds", line.durationNs());
    json.writeStringField("side", Json.side(line.side()));
    json.writeStringField("text", line.text());
    Json.strings(json, "waits", line.waits());
    Json.strings(json, "impliedCalls", line.calls());
    Json.strings(json, "findings", line.findings().stream().map(Finding::code).distinct().toList());
    json.writeEndObject();
  }
}
