package io.unifiedtls.test.junit;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.test.TestAuthority;

/**
 * Provides each test class with its own certificate authority, and with contexts that trust it.
 *
 * <pre>{@code
 * class GreetingTests {
 *
 *     @RegisterExtension
 *     static final TlsTestExtension tls = new TlsTestExtension();
 *
 *     @Test
 *     void greets() throws Exception {
 *         try (var pair = SocketPair.of(tls.clientContext(), tls.serverContext("localhost"))) {
 *             …
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Or, if only the authority is needed:
 *
 * <pre>{@code
 * @ExtendWith(TlsTestExtension.class)
 * class RenewalTests {
 *
 *     @Test
 *     void renews(TestAuthority authority) {
 *         var certificate = authority.server("www.example.com");
 *         …
 *     }
 * }
 * }</pre>
 */
public final class TlsTestExtension implements Extension, BeforeAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(TlsTestExtension.class);

    private @Nullable TestAuthority authority;

    /** Creates an extension; register it in a static field, or by its class. */
    public TlsTestExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        this.authority = authority(context);
    }

    private static TestAuthority authority(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        TestAuthority.class,
                        key -> TestAuthority.create("Authority of " + context.getDisplayName()),
                        TestAuthority.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestAuthority.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return authority(context);
    }

    /** Returns the authority of the test class. */
    public TestAuthority authority() {
        if (this.authority == null) {
            throw new IllegalStateException(
                    "the extension is not registered; put it in a static field with @RegisterExtension");
        }
        return this.authority;
    }

    /** Returns a client context of the fastest implementation on the class path that trusts only the authority. */
    public ClientContext clientContext() throws TlsException {
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TestIdentities.trust(authority()))
                .build();
        return TlsImplementation.best(configuration).clientContext(configuration);
    }

    /**
     * Returns a server context of the fastest implementation on the class path, with a new certificate for these names.
     */
    public ServerContext serverContext(String... names) throws TlsException {
        var configuration = TlsServerConfiguration.builder()
                .certificateChains(List.of(TestIdentities.chain(authority().server(names))))
                .build();
        return TlsImplementation.best(configuration).serverContext(configuration);
    }
}
