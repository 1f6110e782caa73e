package io.rushline.loadtest.bench;

import org.agrona.MutableDirectBuffer;

/** What writes the command that a {@link WireConnection} sends. */
interface WireCommand {
    /**
     * Encodes a command with its signature; answers its length.
     *
     * @param intendedNs when it should have been sent
     */
    int encode(MutableDirectBuffer target, int offset, long intendedNs);
}
