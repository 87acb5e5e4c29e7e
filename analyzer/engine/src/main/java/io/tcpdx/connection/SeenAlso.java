package io.tcpdx.connection;

/**
 * In which other way a connection was captured: on the other side of a NAT or of a firewall that
 * replaces sequence numbers. The packets seen there are those of the connection, each counted once.
 *
 * @param client the client as it is called there
 * @param server the server as it is called there
 * @param otherSequenceNumbers whether the sequence numbers of one side or both are others there
 * @param packets packets captured there, of which the most were captured elsewhere, too
 */
public record SeenAlso(
    Endpoint client, Endpoint server, boolean otherSequenceNumbers, long packets) {}
