package io.tcpdx.protocol;

/**
 * A field line of a message (RFC 9110 §5).
 *
 * @param name as it was written (RFC 9110 §5.1: its case means nothing)
 * @param value without the white space around it; as ISO 8859-1, so that every byte stays
 */
public record Field(String name, String value) {}
