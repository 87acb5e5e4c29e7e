/**
 * The story of one connection: its segments in words and in the socket calls that they imply, with
 * who waited for whom and the findings where they happened.
 */
@NullMarked
package io.tcpdx.story;

import org.jspecify.annotations.NullMarked;
