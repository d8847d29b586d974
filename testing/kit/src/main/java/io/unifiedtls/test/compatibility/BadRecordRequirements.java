package io.unifiedtls.test.compatibility;

import static io.unifiedtls.test.compatibility.HostileNetwork.assertFails;
import static io.unifiedtls.test.compatibility.HostileNetwork.assertHoldsTogether;
import static io.unifiedtls.test.compatibility.HostileNetwork.drain;
import static io.unifiedtls.test.compatibility.Records.ascii;
import static io.unifiedtls.test.compatibility.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;
import io.unifiedtls.test.connection.BufferPair;

/** Whatever the network delivers, a buffer goes on, waits, or fails for good with a {@link TlsException}. */
abstract class BadRecordRequirements extends Requirements {

    private static final Map<String, byte[]> NO_RECORDS = noRecords();

    private static Map<String, byte[]> noRecords() {
        var garbage = new byte[4_000];
        new Random(1).nextBytes(garbage);
        garbage[0] = 0x7F;
        var tooLarge = new byte[Records.LARGEST + 1];
        Arrays.fill(tooLarge, (byte) 99);
        var records = new LinkedHashMap<String, byte[]>();
        records.put("garbage", garbage);
        records.put("a request of plain HTTP", ascii("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        records.put("a response of plain HTTP", ascii("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"));
        records.put("an unknown type", record(99, new byte[100]));
        records.put("more than the largest record", record(Records.HANDSHAKE, tooLarge));
        records.put("the largest length there is", record(Records.APPLICATION_DATA, new byte[0xFFFF]));
        records.put("an unknown message", record(Records.HANDSHAKE, new byte[] {99, 0, 0, 0}));
        records.put("application data in the clear", record(Records.APPLICATION_DATA, new byte[50]));
        return records;
    }

    @EachVersion
    void whatIsNoRecordEndsTheHandshakeOfAServer(TlsVersion version) throws Exception {
        for (var bytes : NO_RECORDS.entrySet()) {
            var server = peers().server().createBuffer();

            server.processIncoming(ByteBuffer.wrap(bytes.getValue()));

            assertFails(bytes.getKey(), server);
        }
    }

    @EachVersion
    void whatIsNoRecordEndsTheHandshakeOfAClient(TlsVersion version) throws Exception {
        for (var bytes : NO_RECORDS.entrySet()) {
            var client = peers().client(version).createBuffer("localhost");
            assertThat(HostileNetwork.handshake(client)).isInstanceOf(WantReadException.class);
            drain(client);

            client.processIncoming(ByteBuffer.wrap(bytes.getValue()));

            assertFails(bytes.getKey(), client);
        }
    }

    @EachVersion
    void whatIsNoRecordEndsAConnection(TlsVersion version) throws Exception {
        for (var bytes : NO_RECORDS.entrySet()) {
            for (var side : connected(version).both()) {
                side.processIncoming(ByteBuffer.wrap(bytes.getValue()));

                assertFails(bytes.getKey(), side);
            }
        }
    }

    @EachVersion
    void flippedBitsEndTheHandshakeOrDoNotMatter(TlsVersion version) throws Exception {
        var random = new Random(2);
        for (int i = 0; i < 100; i++) {
            var flippedFlight = random.nextInt(4);
            var pair = unconnected(version);
            pair.carry((flight, records) -> flight == flippedFlight ? Records.flipped(records, random) : records);

            for (var side : pair.both()) {
                assertHoldsTogether(side);
            }
        }
    }

    @EachVersion
    void rearrangedRecordsEndTheHandshakeOrStallIt(TlsVersion version) throws Exception {
        var random = new Random(3);
        for (int i = 0; i < 60; i++) {
            var changedFlight = random.nextInt(4);
            var way = i % 3;
            var pair = unconnected(version);
            pair.carry((flight, bytes) -> flight == changedFlight ? rearranged(bytes, way, random) : bytes);

            for (var side : pair.both()) {
                assertHoldsTogether(side);
            }
        }
    }

    private static byte[] rearranged(byte[] bytes, int way, Random random) {
        var records = Records.split(bytes);
        if (records.isEmpty()) {
            return bytes;
        }
        var chosen = random.nextInt(records.size());
        switch (way) {
            case 0 -> Collections.shuffle(records, random);
            case 1 -> records.add(chosen, records.get(chosen));
            default -> records.remove(chosen);
        }
        return Records.join(records.toArray(new byte[0][]));
    }

    @EachVersion
    void flippedBitsInApplicationDataAreNeverRead(TlsVersion version) throws Exception {
        var random = new Random(4);
        for (int i = 0; i < 40; i++) {
            var pair = connected(version);
            pair.client().write(ByteBuffer.wrap(ascii("hello")));
            var changed = Records.flipped(drain(pair.client()), random);

            pair.server().processIncoming(ByteBuffer.wrap(changed));
            pair.server().processIncomingEof();

            // The version of a record is not protected in TLS 1.3 (RFC 8446 5.1).
            assertReadsOnly("hello", pair.server());
        }
    }

    private static void assertReadsOnly(String expected, TlsBuffer buffer) throws TlsException {
        try {
            assertThat(buffer.read(100)).isEqualTo(ascii(expected));
        } catch (TlsException refused) {
            assertHoldsTogether(buffer);
        }
    }

    @EachVersion
    void duplicatedApplicationDataEndsTheConnection(TlsVersion version) throws Exception {
        var pair = connected(version);
        pair.client().write(ByteBuffer.wrap(ascii("once")));
        var once = drain(pair.client());

        pair.server().processIncoming(ByteBuffer.wrap(Records.join(once, once)));

        assertThat(pair.server().read(100)).isEqualTo(ascii("once"));
        assertFails("a replayed record", pair.server());
    }

    @EachVersion
    void reorderedApplicationDataEndsTheConnection(TlsVersion version) throws Exception {
        var pair = connected(version);
        pair.client().write(ByteBuffer.wrap(ascii("first")));
        var first = drain(pair.client());
        pair.client().write(ByteBuffer.wrap(ascii("second")));

        pair.server().processIncoming(ByteBuffer.wrap(Records.join(drain(pair.client()), first)));

        assertFails("a later record", pair.server());
    }

    @EachVersion
    void emptyRecordsNeverKeepAReaderBusy(TlsVersion version) throws Exception {
        for (var type : new int[] {Records.ALERT, Records.HANDSHAKE, Records.APPLICATION_DATA}) {
            var many = Records.repeated(record(type), 1_000);
            var server = peers().server().createBuffer();
            server.processIncoming(ByteBuffer.wrap(many));
            assertHoldsTogether(server);

            for (var side : connected(version).both()) {
                side.processIncoming(ByteBuffer.wrap(many));
                assertHoldsTogether(side);
            }
        }
    }

    @EachVersion
    void halfAnAlertIsRefusedOrWaitedFor(TlsVersion version) throws Exception {
        var halfAlert = record(Records.ALERT, (byte) 2);
        var server = peers().server().createBuffer();
        server.processIncoming(ByteBuffer.wrap(halfAlert));
        assertHoldsTogether(server);

        for (var side : connected(version).both()) {
            side.processIncoming(ByteBuffer.wrap(halfAlert));
            assertHoldsTogether(side);
        }
    }

    private HostileNetwork unconnected(TlsVersion version) throws TlsException {
        return new HostileNetwork(
                peers().client(version).createBuffer("localhost"),
                peers().server().createBuffer());
    }

    private HostileNetwork connected(TlsVersion version) throws TlsException {
        BufferPair pair = peers().connected(version);
        // Reads the session tickets.
        assertThat(HostileNetwork.read(pair.client())).isInstanceOf(WantReadException.class);
        return new HostileNetwork(pair.client(), pair.server());
    }
}
