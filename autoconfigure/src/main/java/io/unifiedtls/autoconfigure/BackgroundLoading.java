package io.unifiedtls.autoconfigure;

import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;

import io.unifiedtls.TlsImplementation;

/**
 * Loads the TLS implementations in the background while the application's configuration classes are read: the native
 * library of BoringSSL takes a quarter of a second.
 *
 * <p>The thread has ended before the first bean is created. Netty's classes therefore never have two threads that
 * initialize them at the same time, which could block each other.
 */
final class BackgroundLoading implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final Log LOG = LogFactory.getLog(BackgroundLoading.class);

    /** The choices for which the native library is loaded in any case. */
    private static final Set<String> NATIVE = Set.of("auto", "boringssl");

    private final Runnable loading;

    private final int processors;

    BackgroundLoading() {
        this(BackgroundLoading::load, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Creates a listener.
     *
     * @param loading what to do in the background
     * @param processors how many there are; with a single one, nothing would be gained
     */
    BackgroundLoading(Runnable loading, int processors) {
        this.loading = loading;
        this.processors = processors;
    }

    /** Where something fails, the thread that needs it gets the same error. */
    private static void load() {
        try {
            TlsImplementation.present().forEach(TlsImplementation::capabilities);
        } catch (RuntimeException | Error failure) {
            LOG.debug("a TLS implementation cannot be loaded", failure);
        }
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (this.processors > 1 && loadsNativeLibrary(event.getEnvironment())) {
            var thread = new Thread(this.loading, "tls-loading");
            thread.setDaemon(true);
            thread.start();
            BeanFactoryPostProcessor wait = beans -> join(thread);
            event.getBootstrapContext()
                    .addCloseListener(closed -> closed.getApplicationContext().addBeanFactoryPostProcessor(wait));
        }
    }

    private static boolean loadsNativeLibrary(ConfigurableEnvironment environment) {
        return NATIVE.contains(environment.getProperty("tls.implementation", "auto"))
                && (hasEntries(environment, "tls.servers") || hasEntries(environment, "tls.clients"));
    }

    private static boolean hasEntries(ConfigurableEnvironment environment, String section) {
        var name = ConfigurationPropertyName.of(section);
        for (var source : ConfigurationPropertySources.get(environment)) {
            if (source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT) {
                return true;
            }
        }
        return false;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }
}
