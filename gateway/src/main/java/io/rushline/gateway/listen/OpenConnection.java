package io.rushline.gateway.listen;

import io.netty.channel.Channel;

/** A client's connection, as far as the port that it came through is concerned. */
public interface OpenConnection {
    Channel channel();

    /** Ends the connection once what is in progress is answered. Any thread may call, and more than once. */
    void drain();
}
