package io.tcpdx.cli.corpus;

import io.tcpdx.wire.LinkTypes;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What others put around an Ethernet frame. */
enum Wrapping {
  VLAN {
    @Override
    byte[] wrap(Seen frame) {
      ByteBuffer wrapped = ByteBuffer.allocate(frame.bytes().length + 4);
      wrapped.put(frame.bytes(), 0, ADDRESSES).putShort((short) 0x8100).putShort((short) 100);
      return wrapped.put(frame.bytes(), ADDRESSES, frame.bytes().length - ADDRESSES).array();
    }
  },
  VXLAN {
    @Override
    byte[] wrap(Seen frame) {
      ByteBuffer wrapped = outer(frame, 17, 16);
      wrapped.putShort((short) 49152).putShort((short) 4789);
      wrapped.putShort((short) (16 + frame.originalLength())).putShort((short) 0);
      return bytes(wrapped.putInt(0x0800_0000).putInt(42 << 8).put(frame.bytes()));
    }
  },
  GRE {
    @Override
    byte[] wrap(Seen frame) {
      return bytes(outer(frame, 47, 4).putInt(0x6558).put(frame.bytes()));
    }
  };

  private static final int ADDRESSES = 12;
  private static final int ETHERNET = 14;
  private static final int IPV4 = 20;

  /** An IPv4 packet holds no more, headers included; a super-segment may be as long as that. */
  private static final int LONGEST = 65_535 - IPV4 - 16;

  /** The bytes of the frame with these around it. */
  abstract byte[] wrap(Seen frame);

  /** Empty where not all frames can be wrapped like this. */
  Optional<Frames> apply(Frames frames) {
    boolean fit = frames.seen().stream().allMatch(Wrapping::fits);
    return fit
        ? Optional.of(
            frames.with(frames.seen().stream().map(frame -> frame.with(wrap(frame))).toList()))
        : Optional.empty();
  }

  private static boolean fits(Seen frame) {
    return frame.linkType() == LinkTypes.ETHERNET
        && frame.bytes().length >= ETHERNET
        && frame.originalLength() <= LONGEST;
  }

  private static byte[] bytes(ByteBuffer full) {
    byte[] bytes = new byte[full.capacity()];
    full.rewind().get(bytes);
    return bytes;
  }

  /** Ethernet and IPv4, with room for a header of so many bytes and the frame. */
  private static ByteBuffer outer(Seen frame, int protocol, int header) {
    ByteBuffer wrapped = ByteBuffer.allocate(ETHERNET + IPV4 + header + frame.bytes().length);
    wrapped.putLong(0x0200_0000_0002_0200L).putInt(1).putShort((short) 0x0800);
    wrapped.putInt(0x4500_0000 | (IPV4 + header + frame.originalLength()));
    wrapped.putInt(0x0000_4000).putInt(0x4000_0000 | protocol << 16);
    return wrapped.putInt(0xc000_0201).putInt(0xc000_0202);
  }
}
