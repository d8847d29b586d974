package io.unifiedtls.autoconfigure.actuate;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.autoconfigure.actuate.TlsJournalProperties.RemoteAddress;

/** Shortens the addresses of peers. */
final class RemoteAddresses {

    private static final int IPV4_NETWORK_BYTES = 3;

    private static final int IPV6_NETWORK_BYTES = 6;

    private RemoteAddresses() {}

    /** Returns the host without its port, which is another one for each connection; null if nothing is to be kept. */
    static @Nullable String of(SocketAddress address, RemoteAddress kept) {
        if (kept == RemoteAddress.NONE || !(address instanceof InetSocketAddress internet)) {
            return null;
        }
        var host = internet.getAddress();
        if (host == null) {
            return internet.getHostString() + ":" + internet.getPort(); // what a client wants to reach
        }
        return (kept == RemoteAddress.FULL) ? host.getHostAddress() : network(host);
    }

    private static String network(InetAddress host) {
        var bytes = host.getAddress();
        var kept = (bytes.length == 4) ? IPV4_NETWORK_BYTES : IPV6_NETWORK_BYTES;
        Arrays.fill(bytes, kept, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + 8 * kept;
        } catch (UnknownHostException neverOfThisLength) {
            throw new IllegalStateException(neverOfThisLength);
        }
    }
}
