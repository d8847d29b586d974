package io.unifiedtls.test.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.logging.LogManager;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.TlsVersion;

/**
 * Whether a property of the JVM is honoured. Runs in a JVM that has it; the peers are of a library that knows no such
 * properties.
 */
enum PropertyProbe {
    VERSION("DISABLED_FOR_TLS", "server, `TLSv1.2` in `jdk.tls.disabledAlgorithms`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(answer(server(subject), Hello.TLS_1_2).alert().isPresent());
        }
    },
    CLIENT_VERSION("DISABLED_FOR_TLS", "client, `TLSv1.2` in `jdk.tls.disabledAlgorithms`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(!Flight.hello(client(subject)).versions().contains(0x0303)
                    && Flight.hello(client(subject)).versions().contains(0x0304));
        }
    },
    CIPHER("DISABLED_FOR_TLS", "server, a cipher suite in `jdk.tls.disabledAlgorithms`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(answer(server(subject), Hello.AES_128_FIRST).cipherSuite()
                    != CipherSuite.TLS_AES_128_GCM_SHA256.code());
        }
    },
    CLIENT_CIPHER("DISABLED_FOR_TLS", "client, a cipher suite in `jdk.tls.disabledAlgorithms`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(
                    !Flight.hello(client(subject)).cipherSuites().contains(CipherSuite.TLS_AES_128_GCM_SHA256.code()));
        }
    },
    GROUP("DISABLED_FOR_TLS", "server, a group in `jdk.tls.disabledAlgorithms`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(answer(server(subject), Hello.TLS_1_3).group() != NamedGroup.X25519.code());
        }
    },
    CERTIFICATE("DISABLED_FOR_CERTIFICATES", "client, a kind of key in `jdk.certpath.disabledAlgorithms`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(!isServerAccepted(subject, Identity.LOCALHOST));
        }
    },
    CLIENT_CERTIFICATE("DISABLED_FOR_CERTIFICATES", "server, a kind of key in `jdk.certpath.disabledAlgorithms`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(!isClientAccepted(subject, Identity.CLIENT));
        }
    },
    USAGE_OF_SERVERS(
            "DISABLED_FOR_SERVERS", "client, a key size and `usage TLSServer` in `jdk.certpath.disabledAlgorithms`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(refusesRsaServers(subject));
        }
    },
    USAGE_OF_CLIENTS(
            "DISABLED_FOR_CLIENTS", "server, a key size and `usage TLSClient` in `jdk.certpath.disabledAlgorithms`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(refusesRsaClients(subject));
        }
    },
    SIZE_OF_SERVERS("DISABLED_SIZE", "client, a key size in `jdk.tls.disabledAlgorithms`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(refusesRsaServers(subject));
        }
    },
    SIZE_OF_CLIENTS("DISABLED_SIZE", "server, a key size in `jdk.tls.disabledAlgorithms`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(refusesRsaClients(subject));
        }
    },
    NAMED_GROUPS("OF_BOTH", "server, `jdk.tls.namedGroups`") {
        @Override
        String of(Subject subject) throws Exception {
            var answer = answer(server(subject), Hello.TLS_1_3);
            return answer.alert().isPresent()
                    ? "refuses the client"
                    : honoured(answer.group() == NamedGroup.SECP384R1.code());
        }
    },
    SERVER_CIPHERS("OF_SERVERS", "server, `jdk.tls.server.cipherSuites`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(answer(server(subject), Hello.TLS_1_2).cipherSuite()
                    == CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384.code());
        }
    },
    TICKETS("OF_SERVERS", "server, `jdk.tls.server.enableSessionTicketExtension`") {
        @Override
        String of(Subject subject) throws Exception {
            var connection = Connection.of(Peer.jdk().client(TlsVersion.TLSv1_2), server(subject));
            return connection.succeeded() ? honoured(!connection.sentByServer().hasTicket()) : "fails";
        }
    },
    SERVER_SCHEMES("OF_SERVERS", "server, `jdk.tls.server.SignatureSchemes`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(
                    answer(asking(subject), Hello.TLS_1_2).requestedSchemes().size() == 2);
        }
    },
    SERVER_PROTOCOLS("OF_BOTH", "server, `jdk.tls.server.protocols`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(answer(server(subject), Hello.TLS_1_2).alert().isPresent());
        }
    },
    CLIENT_PROTOCOLS("OF_BOTH", "client, `jdk.tls.client.protocols`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(!Flight.hello(client(subject)).versions().contains(0x0303));
        }
    },
    CLIENT_CIPHERS("OF_BOTH", "client, `jdk.tls.client.cipherSuites`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(
                    !Flight.hello(client(subject)).cipherSuites().contains(CipherSuite.TLS_AES_128_GCM_SHA256.code()));
        }
    },
    CLIENT_SCHEMES("OF_BOTH", "client, `jdk.tls.client.SignatureSchemes`") {
        @Override
        String of(Subject subject) throws Exception {
            return honoured(Flight.hello(client(subject)).signatureSchemes().size() == 2);
        }
    };

    /** ClientHellos from a JVM without the properties. */
    enum Hello {
        TLS_1_2(Peer.jdk(), TlsVersion.TLSv1_2),
        TLS_1_3(Peer.jdk(), TlsVersion.TLSv1_3),
        AES_128_FIRST(Peer.unlimited(), TlsVersion.TLSv1_3);

        private final Peer peer;
        private final TlsVersion version;

        Hello(Peer peer, TlsVersion version) {
            this.peer = peer;
            this.version = version;
        }

        /** Returns all of them, as arguments of the other JVM. */
        static List<String> arguments() throws SSLException {
            var arguments = new ArrayList<String>();
            for (var hello : values()) {
                arguments.add(Base64.getEncoder().encodeToString(Flight.bytes(hello.peer.client(hello.version))));
            }
            return arguments;
        }
    }

    private static final List<byte[]> HELLOS = new ArrayList<>();

    private final String setting;
    private final String title;

    PropertyProbe(String setting, String title) {
        this.setting = setting;
        this.title = title;
    }

    /** Prints the outcome of each probe of a setting, for each implementation. */
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        Arrays.stream(arguments).skip(1).map(Base64.getDecoder()::decode).forEach(HELLOS::add);
        for (var probe : values()) {
            if (probe.setting.equals(arguments[0])) {
                for (var subject : Subject.values()) {
                    System.out.printf(
                            "%s\t%s\t%s%n", probe, subject, new Behaviour(probe.title, probe::of).observe(subject));
                }
            }
        }
    }

    String setting() {
        return this.setting;
    }

    String title() {
        return this.title;
    }

    abstract String of(Subject subject) throws Exception;

    private static String honoured(boolean honoured) {
        return honoured ? "honoured" : "ignored";
    }

    /**
     * Returns whether a client refuses servers with an RSA key of 2048 bits, their own or their issuer's, and no
     * others.
     */
    private static boolean refusesRsaServers(Subject subject) throws Exception {
        return isServerAccepted(subject, Identity.LOCALHOST)
                && !isServerAccepted(subject, Identity.ROOT.server(KeyKind.RSA_2048, "localhost"))
                && !isServerAccepted(subject, rsaAuthority().server(KeyKind.P_256, "localhost"));
    }

    private static boolean isServerAccepted(Subject subject, Identity peer) throws Exception {
        return Connection.of(client(subject), Peer.unlimited(peer).server(TlsVersion.TLSv1_3))
                .succeeded();
    }

    /**
     * Returns whether a server refuses clients with an RSA key of 2048 bits, their own or their issuer's, and no
     * others.
     */
    private static boolean refusesRsaClients(Subject subject) throws Exception {
        return isClientAccepted(subject, Identity.CLIENT)
                && !isClientAccepted(subject, Identity.ROOT.client(KeyKind.RSA_2048))
                && !isClientAccepted(subject, rsaAuthority().client(KeyKind.P_256));
    }

    private static boolean isClientAccepted(Subject subject, Identity peer) throws Exception {
        return Connection.of(Peer.unlimited(peer).client(TlsVersion.TLSv1_3), asking(subject))
                .succeeded();
    }

    private static Identity rsaAuthority() {
        return Identity.ROOT.authority("RSA", KeyKind.RSA_2048, KeyKind.RSA_2048.keys());
    }

    private static Flight answer(SSLEngine server, Hello hello) throws SSLException {
        return Flight.of(server, HELLOS.get(hello.ordinal()));
    }

    private static SSLEngine server(Subject subject) throws Exception {
        return Contexts.server(subject, settings -> settings).createEngine();
    }

    private static SSLEngine asking(Subject subject) throws Exception {
        return Contexts.server(
                        subject,
                        settings -> settings.trustStore(Identity.ROOT.trusted())
                                .clientAuthentication(ClientAuthentication.OPTIONAL))
                .createEngine();
    }

    private static SSLEngine client(Subject subject) throws Exception {
        return Contexts.client(subject, settings -> settings).createEngine("localhost", 443);
    }
}
