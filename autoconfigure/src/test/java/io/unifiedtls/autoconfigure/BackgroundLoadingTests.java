package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;

class BackgroundLoadingTests {

    private static final String SERVER = "tls.servers.web.certificate-chains[0].certificate=www.pem";

    private final AtomicReference<String> thread = new AtomicReference<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                SERVER,
                "tls.clients.shop.trust-store.certificates=ca.pem",
                SERVER + " tls.implementation=auto",
                SERVER + " tls.implementation=boringssl"
            })
    void happensOnAThreadOfItsOwn(String properties) {
        start(properties, 2);

        assertThat(this.thread).hasValue("tls-loading");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"spring.application.name=any", SERVER + " tls.implementation=jsse", "tls.metrics.enabled=false"})
    void isLeftOutIfTheNativeLibraryIsNotNeeded(String properties) {
        start(properties, 2);

        assertThat(this.thread).hasNullValue();
    }

    @Test
    void isLeftOutOnASingleProcessor() {
        start(SERVER, 1);

        assertThat(this.thread).hasNullValue();
    }

    @Test
    void endsBeforeAnyBeanIsCreated() {
        var reading = new CountDownLatch(1);
        var loaded = new AtomicBoolean();

        try (var context = new SpringApplicationBuilder(Empty.class)
                .web(WebApplicationType.NONE)
                .properties(SERVER.split(" "))
                .initializers(beans -> {
                    reading.countDown();
                    ((GenericApplicationContext) beans).registerBean(Boolean.class, loaded::get);
                })
                .listeners(new BackgroundLoading(
                        () -> {
                            await(reading);
                            loaded.set(true);
                        },
                        2))
                .run()) {
            assertThat(context.getBean(Boolean.class)).isTrue();
        }
    }

    @Test
    void isDoneByEveryApplication() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(ApplicationListener.class))
                .hasAtLeastOneElementOfType(BackgroundLoading.class);
    }

    private void start(String properties, int processors) {
        new SpringApplicationBuilder(Empty.class)
                .web(WebApplicationType.NONE)
                .properties(properties.split(" "))
                .listeners(new BackgroundLoading(
                        () -> this.thread.set(Thread.currentThread().getName()), processors))
                .run()
                .close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    @Configuration
    static class Empty {}
}
