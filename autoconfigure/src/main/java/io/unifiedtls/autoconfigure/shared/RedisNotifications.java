package io.unifiedtls.autoconfigure.shared;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.Message;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.SubscriptionListener;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/** The publish/subscribe of Redis. */
final class RedisNotifications implements ChangeNotifications {

    private static final Log LOG = LogFactory.getLog(RedisNotifications.class);

    private final RedisConnectionFactory connections;

    private final Duration retry;

    /** @param retry the pause after the connection was lost */
    RedisNotifications(RedisConnectionFactory connections, Duration retry) {
        this.connections = connections;
        this.retry = retry;
    }

    /** Is also notified when the subscription begins, again after the connection was lost. */
    private record Subscriber(Runnable changed) implements MessageListener, SubscriptionListener {

        @Override
        public void onMessage(Message message, byte @Nullable [] pattern) {
            this.changed.run();
        }

        @Override
        public void onChannelSubscribed(byte[] channel, long count) {
            this.changed.run(); // what was missed meanwhile
        }
    }

    @Override
    public Listening listen(Runnable changed) {
        var container = new RedisMessageListenerContainer();
        container.setConnectionFactory(this.connections);
        container.setRecoveryInterval(this.retry.toMillis());
        container.addMessageListener(new Subscriber(changed), new ChannelTopic(RedisCertificateTable.CHANNEL));
        container.afterPropertiesSet();
        var starter = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "tls-certificate-notifications");
            thread.setDaemon(true);
            return thread;
        });
        starter.scheduleWithFixedDelay(() -> start(container), 0, this.retry.toMillis(), TimeUnit.MILLISECONDS);
        return () -> {
            starter.shutdownNow();
            container.stop();
            destroy(container);
        };
    }

    /** A container that could not be started does not try again by itself; one that could does. */
    private static void start(RedisMessageListenerContainer container) {
        if (container.isListening()) {
            return;
        }
        try {
            container.start();
        } catch (DataAccessException | IllegalStateException unreachable) {
            LOG.debug("changes of certificates are found by polls until Redis can be reached", unreachable);
        }
    }

    private static void destroy(RedisMessageListenerContainer container) {
        try {
            container.destroy();
        } catch (Exception failure) {
            LOG.debug("the subscription did not end in order", failure);
        }
    }
}
