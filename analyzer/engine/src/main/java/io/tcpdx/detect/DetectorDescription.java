package io.tcpdx.detect;

import java.util.List;

/**
 * A detector as the list and the explain command show it.
 *
 * @param code its id
 * @param title the diagnosis in a few words
 * @param reference where it is specified
 * @param requires what it needs to see, in words
 * @param page its page in Markdown
 */
public record DetectorDescription(
    String code, String title, String reference, List<String> requires, String page) {}
