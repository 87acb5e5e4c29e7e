package io.tcpdx.capture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An interface that could be captured on.
 *
 * @param name what to call it by
 * @param description what libpcap says of it, or null
 * @param addresses its IP addresses, as text
 * @param up whether it is up
 * @param running whether it is up and has what it needs to carry frames
 * @param loopback whether it leads back to this host
 * @param permitted whether this user may capture on it now
 * @param obstacle what stands in the way where not, in words; null where nothing does
 */
public record CaptureInterface(
    String name,
    @Nullable String description,
    List<String> addresses,
    boolean up,
    boolean running,
    boolean loopback,
    boolean permitted,
    @Nullable String obstacle) {
  public CaptureInterface {
    addresses = List.copyOf(addresses);
  }
}
