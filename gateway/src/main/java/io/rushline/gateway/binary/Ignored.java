package io.rushline.gateway.binary;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of operations that nobody waits for, and notes the ones that fail. */
final class Ignored implements GenericFutureListener<Future<Object>> {
    static final Ignored RESULT = new Ignored();

    private static final Logger LOG = LoggerFactory.getLogger(Ignored.class);

    private Ignored() {}

    @Override
    public void operationComplete(Future<Object> future) {
        if (!future.isSuccess() && !future.isCancelled()) {
            LOG.debug("nobody waited for it: {}", future.cause().toString());
        }
    }
}
