package io.tcpdx.detect;

/**
 * A part of the report that is no detector's, and has a page.
 *
 * @param code as a person types it
 * @param title in a few words
 * @param page what it means, in Markdown
 */
public record ExplainedTopic(String code, String title, String page) {}
