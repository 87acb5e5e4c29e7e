/**
 * Tests over every capture there is: the recorded samples, and the public captures and cases that
 * lie beside the repository. Nobody wrote down what must be found in these; here stands what must
 * hold of any report, what must not change when a capture changes, and what tshark says otherwise.
 */
package io.tcpdx.cli.corpus;
