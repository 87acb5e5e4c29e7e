package io.tcpdx.lab.sys;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The kernel's {@code struct tcp_info} of one socket (include/uapi/linux/tcp.h), as far as this
 * kernel filled it. Times with the suffix {@code Us} are microseconds, with {@code Ms}
 * milliseconds.
 */
public record TcpInfo(Map<String, Long> values) {

  /** Bytes to ask for; a kernel that knows fewer fields fills fewer. */
  public static final int LENGTH = 256;

  /**
   * Offset and length of what tells that the sending moved: ca_state, unacked, snd_ssthresh and
   * snd_cwnd, bytes_acked, bytes_sent and bytes_retrans, snd_wnd.
   */
  private static final int[][] SENDING = {{1, 1}, {24, 4}, {76, 8}, {120, 8}, {200, 16}, {228, 4}};

  /** Whether anything of a sender's state differs; garbage-free, to be asked often. */
  public static boolean sendingMoved(byte[] before, byte[] after) {
    for (int[] range : SENDING) {
      int end = range[0] + range[1];
      if (!Arrays.equals(before, range[0], end, after, range[0], end)) {
        return true;
      }
    }
    return false;
  }

  /** A field's value; 0 where this kernel does not have it. */
  public long get(String field) {
    return values.getOrDefault(field, 0L);
  }

  public static TcpInfo parse(byte[] bytes, int length) {
    ByteBuffer info = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.nativeOrder());
    Map<String, Long> values = new LinkedHashMap<>();
    values.put("state", info.get(0) & 0xffL);
    values.put("caState", info.get(1) & 0xffL);
    values.put("retransmits", info.get(2) & 0xffL);
    putInts(info, values);
    putLongs(info, values);
    return new TcpInfo(values);
  }

  private static void putInts(ByteBuffer info, Map<String, Long> values) {
    Object[][] fields = {
      {"rtoUs", 8},
      {"atoUs", 12},
      {"sndMss", 16},
      {"rcvMss", 20},
      {"unacked", 24},
      {"sacked", 28},
      {"lost", 32},
      {"retrans", 36},
      {"pmtu", 60},
      {"rttUs", 68},
      {"rttVarUs", 72},
      {"sndSsthresh", 76},
      {"sndCwnd", 80},
      {"advMss", 84},
      {"reordering", 88},
      {"rcvRttUs", 92},
      {"rcvSpace", 96},
      {"totalRetrans", 100},
      {"segsOut", 136},
      {"segsIn", 140},
      {"notSentBytes", 144},
      {"minRttUs", 148},
      {"dataSegsIn", 152},
      {"dataSegsOut", 156},
      {"dsackDups", 216},
      {"reordSeen", 220},
      {"rcvOooPack", 224},
      {"sndWnd", 228},
    };
    for (Object[] field : fields) {
      int offset = (Integer) field[1];
      if (offset + Integer.BYTES <= info.limit()) {
        values.put((String) field[0], info.getInt(offset) & 0xffffffffL);
      }
    }
  }

  private static void putLongs(ByteBuffer info, Map<String, Long> values) {
    Object[][] fields = {
      {"pacingRate", 104},
      {"bytesAcked", 120},
      {"bytesReceived", 128},
      {"deliveryRate", 160},
      {"busyTimeUs", 168},
      {"rwndLimitedUs", 176},
      {"sndbufLimitedUs", 184},
      {"bytesSent", 200},
      {"bytesRetrans", 208},
    };
    for (Object[] field : fields) {
      int offset = (Integer) field[1];
      if (offset + Long.BYTES <= info.limit()) {
        values.put((String) field[0], info.getLong(offset));
      }
    }
  }
}
