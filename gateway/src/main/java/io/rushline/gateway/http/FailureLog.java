package io.rushline.gateway.http;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of operations that nobody waits for, such as closing a connection, and notes the ones that fail. */
final class FailureLog implements GenericFutureListener<Future<Object>> {
    static final FailureLog LOGGED = new FailureLog();

    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

    private FailureLog() {}

    @Override
    public void operationComplete(Future<Object> future) {
        if (!future.isSuccess() && !future.isCancelled()) {
            LOG.debug("on a connection that ends: {}", future.cause().toString());
        }
    }
}
