package io.tcpdx.capture;

/**
 * What the 64-bit timestamps of a pcapng interface count, and since when (if_tsresol, if_tsoffset).
 */
final class TimeResolution {
  /** What holds where an interface does not say: microseconds since the epoch. */
  static final TimeResolution MICROSECONDS = of(6, 0);

  private static final long NS_PER_SECOND = 1_000_000_000L;
  private static final int BINARY = 0x80;

  private final boolean binary;
  private final int exponent;
  private final long offsetNs;

  /** Nanoseconds per tick, where a tick is at least one. */
  private final long multiplier;

  /** Ticks per nanosecond (unsigned) where a tick is less; 0 where no count reaches one. */
  private final long divisor;

  private TimeResolution(int exponent, boolean binary, long offsetNs) {
    this.binary = binary;
    this.exponent = exponent;
    this.offsetNs = offsetNs;
    this.multiplier = exponent <= 9 ? powerOfTen(9 - exponent) : 0;
    this.divisor = exponent > 9 && exponent <= 28 ? powerOfTen(exponent - 9) : 0;
  }

  /**
   * @param resolution the byte of if_tsresol: a negative power of ten, or of two with the top bit
   * @param offsetSeconds if_tsoffset: seconds to add
   */
  static TimeResolution of(int resolution, long offsetSeconds) {
    return new TimeResolution(
        resolution & (BINARY - 1),
        (resolution & BINARY) != 0,
        multiplySaturated(offsetSeconds, NS_PER_SECOND));
  }

  /** Nanoseconds since the epoch of an unsigned count; what does not fit ends at the nearest. */
  long toNanos(long ticks) {
    return addSaturated(binary ? fromBinary(ticks) : fromDecimal(ticks), offsetNs);
  }

  private long fromDecimal(long ticks) {
    if (multiplier != 0) {
      return ticks < 0 ? Long.MAX_VALUE : multiplySaturated(ticks, multiplier);
    }
    return divisor == 0 ? 0 : Long.divideUnsigned(ticks, divisor);
  }

  private long fromBinary(long ticks) {
    long seconds = exponent < Long.SIZE ? ticks >>> exponent : 0;
    long fraction = exponent < Long.SIZE ? ticks & ((1L << exponent) - 1) : ticks;
    if (seconds < 0) {
      return Long.MAX_VALUE;
    }
    return addSaturated(multiplySaturated(seconds, NS_PER_SECOND), fractionNanos(fraction));
  }

  /** The unsigned {@code fraction} · 10⁹ / 2^exponent, by way of a 128-bit product. */
  private long fractionNanos(long fraction) {
    long low = fraction * NS_PER_SECOND;
    long high = Math.multiplyHigh(fraction, NS_PER_SECOND) + (fraction < 0 ? NS_PER_SECOND : 0);
    if (exponent == 0) {
      return 0;
    }
    if (exponent < Long.SIZE) {
      return (high << (Long.SIZE - exponent)) | (low >>> exponent);
    }
    return exponent - Long.SIZE < Long.SIZE ? high >>> (exponent - Long.SIZE) : 0;
  }

  private static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private static long multiplySaturated(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    if (high == low >> (Long.SIZE - 1)) {
      return low;
    }
    return high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private static long addSaturated(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) >= 0) {
      return sum;
    }
    return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
