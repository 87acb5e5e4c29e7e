package io.tcpdx.timeline;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Writes TCP options as packetdrill names them: {@code mss 1460,sackOK,TS val 100 ecr 0}. */
final class OptionWriter {
  private static final int MOST_BYTES = 40;
  private static final byte NO_OPERATION = 1;

  private OptionWriter() {}

  /**
   * @param text options between commas
   * @param peersInitialSequence to which SACK blocks are relative
   */
  static ByteBuffer options(String text, int peersInitialSequence) {
    ByteBuffer options = ByteBuffer.allocate(MOST_BYTES);
    for (String option : text.split(",", -1)) {
      if (!option.isBlank()) {
        put(options, List.of(option.trim().split("\\s+", -1)), peersInitialSequence);
      }
    }
    while (options.position() % 4 != 0) {
      options.put(NO_OPERATION);
    }
    return ByteBuffer.wrap(Arrays.copyOf(options.array(), options.position()));
  }

  private static void put(ByteBuffer options, List<String> words, int peersInitialSequence) {
    switch (words.get(0)) {
      case "mss" -> options.putShort((short) 0x0204).putShort(Short.parseShort(words.get(1)));
      case "wscale" -> options.putShort((short) 0x0303).put(Byte.parseByte(words.get(1)));
      case "sackOK" -> options.putShort((short) 0x0402);
      case "nop" -> options.put(NO_OPERATION);
      case "TS" ->
          options
              .putShort((short) 0x080a)
              .putInt((int) Long.parseLong(words.get(2)))
              .putInt((int) Long.parseLong(words.get(4)));
      case "sack" -> putSack(options, words.subList(1, words.size()), peersInitialSequence);
      default -> throw new IllegalArgumentException("unknown TCP option " + words);
    }
  }

  private static void putSack(ByteBuffer options, List<String> blocks, int peersInitialSequence) {
    options.put((byte) 5).put((byte) (2 + 8 * blocks.size()));
    for (String block : blocks) {
      for (String edge : block.split(":", -1)) {
        options.putInt(peersInitialSequence + (int) Long.parseLong(edge));
      }
    }
  }
}
