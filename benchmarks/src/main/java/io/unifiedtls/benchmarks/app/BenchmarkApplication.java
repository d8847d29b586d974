package io.unifiedtls.benchmarks.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The application that is served in every way: one page, of the same size everywhere. */
@SpringBootApplication
@RestController
public class BenchmarkApplication {

    /** The page. */
    public static final String BODY = "hello, benchmark";

    /** What begins the line that tells the port, and the milliseconds since the virtual machine began. */
    public static final String READY = "ready ";

    public static void main(String... arguments) {
        SpringApplication.run(BenchmarkApplication.class, arguments);
    }

    @GetMapping("/hello")
    String hello() {
        return BODY;
    }

    /** A body of 100 MB. */
    @GetMapping("/download")
    Resource download() {
        return new FileSystemResource(System.getProperty("benchmark.body"));
    }

    /** Reads a body on a servlet container. */
    @RestController
    @ConditionalOnWebApplication(type = Type.SERVLET)
    static class ServletUpload {

        @PutMapping("/upload")
        long upload(InputStream body) throws IOException {
            return body.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Reads a body on Netty. */
    @RestController
    @ConditionalOnWebApplication(type = Type.REACTIVE)
    static class ReactiveUpload {

        @PutMapping("/upload")
        Mono<Long> upload(@RequestBody Flux<DataBuffer> body) {
            return body.map(part -> {
                        var length = (long) part.readableByteCount();
                        DataBufferUtils.release(part);
                        return length;
                    })
                    .reduce(0L, Long::sum);
        }
    }

    @EventListener
    void tell(ApplicationReadyEvent event) {
        var sinceStart = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        var port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
        System.out.println(READY + port + " " + sinceStart);
    }
}
