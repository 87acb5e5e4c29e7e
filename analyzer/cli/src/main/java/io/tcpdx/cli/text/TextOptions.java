package io.tcpdx.cli.text;

import java.nio.charset.Charset;

/**
 * How the text report is to look.
 *
 * @param top rows of each list before it is cut
 * @param verbose whether to show everything: all evidence, all connections
 * @param palette colours or none
 * @param charset of the output: decides which signs can be used
 */
public record TextOptions(int top, boolean verbose, Palette palette, Charset charset) {
  /** Rows of a list unless the user says otherwise. */
  public static final int DEFAULT_TOP = 10;

  /** Rows that lists have under these options. */
  int rows() {
    return verbose ? Integer.MAX_VALUE : top;
  }
}
