package io.tcpdx.wire;

/**
 * Says in one number what stands where the decoding of a frame ended: who numbers it (the registry
 * of EtherTypes, say), and its number there. Naming it is left to the report.
 */
@SuppressWarnings("EnumOrdinal") // The numbers of our own enums are not kept beyond the run.
public final class Protocols {
  /** Of which a person learns only that something had this form. */
  private static final int LAYER = 0;

  private static final int ETHER_TYPE = 1;
  private static final int IP_PROTOCOL = 2;
  private static final int PPP_PROTOCOL = 3;
  private static final int LINK_TYPE = 4;
  private static final int LLC_SERVICE = 5;
  private static final int NAMED = 6;

  private static final int REGISTRY_SHIFT = 16;
  private static final int NUMBER_MASK = 0xffff;

  private static final NamedProtocol[] NAMES = NamedProtocol.values();
  private static final Layer[] LAYERS = Layer.values();

  private Protocols() {}

  static int layer(Layer layer) {
    return code(LAYER, layer.ordinal());
  }

  static int etherType(int etherType) {
    return code(ETHER_TYPE, etherType);
  }

  static int ipProtocol(int protocol) {
    return code(IP_PROTOCOL, protocol);
  }

  static int pppProtocol(int protocol) {
    return code(PPP_PROTOCOL, protocol);
  }

  static int linkType(int linkType) {
    return code(LINK_TYPE, linkType);
  }

  static int llcService(int accessPoint) {
    return code(LLC_SERVICE, accessPoint);
  }

  static int named(NamedProtocol protocol) {
    return code(NAMED, protocol.ordinal());
  }

  private static int code(int registry, int number) {
    return registry << REGISTRY_SHIFT | (number & NUMBER_MASK);
  }

  /**
   * The name of what {@link Packet#protocol()} answered, for a person; its number if it has none.
   */
  public static String name(int protocol) {
    int number = protocol & NUMBER_MASK;
    return switch (protocol >>> REGISTRY_SHIFT) {
      case LAYER -> LAYERS[number].title;
      case ETHER_TYPE -> EtherTypes.name(number);
      case IP_PROTOCOL -> IpProtocols.name(number);
      case PPP_PROTOCOL -> PppFraming.name(number);
      case LINK_TYPE -> "link type " + LinkTypes.name(number);
      case LLC_SERVICE -> LlcView.name(number);
      case NAMED -> NAMES[number].title();
      default -> "protocol " + protocol;
    };
  }
}
