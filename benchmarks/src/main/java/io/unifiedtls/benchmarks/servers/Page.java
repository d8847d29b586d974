package io.unifiedtls.benchmarks.servers;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import io.unifiedtls.benchmarks.app.BenchmarkApplication;

/** A request for the page, and the end of its response. */
final class Page {

    private static final byte[] LAST = BenchmarkApplication.BODY
            .substring(BenchmarkApplication.BODY.length() - 4)
            .getBytes(StandardCharsets.US_ASCII);

    private Page() {}

    /** Returns a request, after which the connection stays open or is closed by the server. */
    static ByteBuf request(boolean stay) {
        return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(
                "GET /hello HTTP/1.1\r\nHost: localhost\r\nAccept: text/plain\r\n%s\r\n"
                        .formatted(stay ? "" : "Connection: close\r\n"),
                StandardCharsets.US_ASCII));
    }

    /** Returns whether a part of a response is the last one. */
    static boolean isLast(ByteBuf response) {
        var start = response.writerIndex() - LAST.length;
        for (int i = 0; i < LAST.length; i++) {
            if (start < response.readerIndex() || response.getByte(start + i) != LAST[i]) {
                return false;
            }
        }
        return true;
    }
}
