package io.unifiedtls.internal.javax;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.Set;

import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/** The addresses and options of a TLS socket, which are those of the plain socket below it. */
abstract class PlainSocketOptions extends SSLSocket {

    private final Socket transport;

    PlainSocketOptions(Socket transport) {
        this.transport = transport;
    }

    final Socket transport() {
        return this.transport;
    }

    // ---- addresses

    @Override
    public void bind(@Nullable SocketAddress bindpoint) throws IOException {
        this.transport.bind(bindpoint);
    }

    @Override
    public boolean isBound() {
        return this.transport.isBound();
    }

    @Override
    public boolean isConnected() {
        return this.transport.isConnected();
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return this.transport.getInetAddress();
    }

    @Override
    public int getPort() {
        return this.transport.getPort();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return this.transport.getRemoteSocketAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return this.transport.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return this.transport.getLocalPort();
    }

    @Override
    public @Nullable SocketAddress getLocalSocketAddress() {
        return this.transport.getLocalSocketAddress();
    }

    /** There is none: what is written to the channel of the transport would not be encrypted. */
    @Override
    public @Nullable SocketChannel getChannel() {
        return null;
    }

    // ---- options

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        this.transport.setSoTimeout(timeout);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return this.transport.getSoTimeout();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        this.transport.setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return this.transport.getTcpNoDelay();
    }

    @Override
    public void setSoLinger(boolean on, int linger) throws SocketException {
        this.transport.setSoLinger(on, linger);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return this.transport.getSoLinger();
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        this.transport.setSendBufferSize(size);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return this.transport.getSendBufferSize();
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        this.transport.setReceiveBufferSize(size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return this.transport.getReceiveBufferSize();
    }

    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        this.transport.setKeepAlive(on);
    }

    @Override
    public boolean getKeepAlive() throws SocketException {
        return this.transport.getKeepAlive();
    }

    @Override
    public void setTrafficClass(int trafficClass) throws SocketException {
        this.transport.setTrafficClass(trafficClass);
    }

    @Override
    public int getTrafficClass() throws SocketException {
        return this.transport.getTrafficClass();
    }

    @Override
    public void setReuseAddress(boolean on) throws SocketException {
        this.transport.setReuseAddress(on);
    }

    @Override
    public boolean getReuseAddress() throws SocketException {
        return this.transport.getReuseAddress();
    }

    @Override
    public void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
        this.transport.setPerformancePreferences(connectionTime, latency, bandwidth);
    }

    @Override
    public <T> Socket setOption(SocketOption<T> name, T value) throws IOException {
        this.transport.setOption(name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return this.transport.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return this.transport.supportedOptions();
    }

    // ---- urgent data, which would not be encrypted

    @Override
    public void sendUrgentData(int data) throws SocketException {
        throw new SocketException("TLS does not support urgent data");
    }

    @Override
    public void setOOBInline(boolean on) throws SocketException {
        throw new SocketException("TLS does not support urgent data");
    }

    @Override
    public boolean getOOBInline() {
        return false;
    }
}
