/** The ledger: charges every instant of a connection's life to exactly one cause. */
@NullMarked
package io.tcpdx.ledger;

import org.jspecify.annotations.NullMarked;
