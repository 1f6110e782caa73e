package io.rushline.gateway.server;

import io.rushline.gateway.log.ProcessLog;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** How a process that serves comes to its end: on a signal in good order, or at once when nothing can be promised. */
final class ServingProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ServingProcess.class);

    private static final long LAST_WORDS_NS = TimeUnit.SECONDS.toNanos(1);

    private final PrintWriter err;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean couldNotRun;

    ServingProcess(PrintWriter err) {
        this.err = err;
    }

    /** Whatever ends the process from now on, it was no orderly stop. */
    void couldNotRun() {
        couldNotRun = true;
    }

    /** Ends the process: the pipeline has failed. */
    void fail(Throwable failure) {
        // Saying so may take for ever, where nobody reads what is written; nothing may be answered meanwhile.
        Thread halting = new Thread(ServingProcess::haltSoon, "halt");
        halting.setDaemon(true);
        halting.start();
        LOG.error("the pipeline failed", failure);
        err.println("rushline: stopped, since the pipeline failed: " + failure);
        err.flush();
        ProcessLog.end();
        // Nothing more may be promised: no draining, no answers.
        Runtime.getRuntime().halt(Rushline.COULD_NOT_RUN);
    }

    private static void haltSoon() {
        LockSupport.parkNanos(LAST_WORDS_NS);
        Runtime.getRuntime().halt(Rushline.COULD_NOT_RUN);
    }

    /**
     * Says what a signal stops.
     *
     * @param stop closes everything; false when something did not end as it should
     */
    void onSignal(BooleanSupplier stop) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            boolean isOrderly = stop.getAsBoolean() && !couldNotRun;
                            stopped.countDown();
                            ProcessLog.end();
                            // A signal would end the process with 128 and its number; an orderly stop is a success.
                            Runtime.getRuntime().halt(isOrderly ? CommandLine.ExitCode.OK : Rushline.COULD_NOT_RUN);
                        },
                        "shutdown"));
    }

    /** Waits for the signal and all that it stops. */
    int awaitEnd() throws InterruptedException {
        stopped.await();
        return CommandLine.ExitCode.OK;
    }
}
