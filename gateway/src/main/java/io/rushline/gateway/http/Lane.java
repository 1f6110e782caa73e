package io.rushline.gateway.http;

/** How a request counts where requests are limited. */
public enum Lane {
    /** Never limited: what tells whether the server is well. */
    FREE,
    /** Reads, which cost little. */
    READ,
    /** Commands: new holds, places in a line, whatever operators change. */
    COMMAND,
    /** Commands that bring a sale to its end: paying, releasing, leaving. Limited after all others. */
    PRIORITY
}
