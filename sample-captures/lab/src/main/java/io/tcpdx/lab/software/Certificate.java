package io.tcpdx.lab.software;

import java.io.IOException;

/** A certificate that signs itself, for {@code www.lab}. */
final class Certificate {

  static final String NAME = "www.lab";

  private Certificate() {}

  /** Makes {@code cert.pem} and {@code key.pem}. */
  static void make(Workplace place) throws IOException, InterruptedException {
    place.run(
        Program.OPENSSL,
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=" + NAME,
        "-addext",
        "subjectAltName=DNS:" + NAME,
        "-keyout",
        "key.pem",
        "-out",
        "cert.pem");
  }
}
