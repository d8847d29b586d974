package io.unifiedtls.internal.ondemand;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that load certificate chains. They end when there is nothing to do, so that nobody has to stop them. */
final class LookUpThreads {

    private static final String NAME = "tls-certificates";

    private static final int IDLE_SECONDS = 5;

    /** More are not waited for: the clients would have gone before their turn. */
    private static final int MOST_WAITING = 10_000;

    private LookUpThreads() {}

    /** Returns threads for what needs the processor. */
    static ThreadPoolExecutor forLoading() {
        var processors = Runtime.getRuntime().availableProcessors();
        return create(processors, new LinkedBlockingQueue<>(MOST_WAITING));
    }

    /** Returns threads for what blocks; more at the same time are rejected. */
    static ThreadPoolExecutor forBlocking(int most) {
        return create(most, new SynchronousQueue<>());
    }

    private static ThreadPoolExecutor create(int threads, BlockingQueue<Runnable> queue) {
        var pool = new ThreadPoolExecutor(threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, queue, work -> {
            var thread = new Thread(work, NAME);
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
