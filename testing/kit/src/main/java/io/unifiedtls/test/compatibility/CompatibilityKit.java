package io.unifiedtls.test.compatibility;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

import io.unifiedtls.TlsImplementation;

/**
 * The requirements of PEP 748 as tests: extend this class to test an implementation.
 *
 * <pre>{@code
 * class MyImplementationTests extends CompatibilityKit {
 *
 *     @Override
 *     protected TlsImplementation implementation() {
 *         return new MyImplementation();
 *     }
 * }
 * }</pre>
 *
 * <p>Beyond the requirements, the tests cover arbitrary network input, which must be accepted, waited for or refused.
 *
 * <p>Features that the implementation does not support, according to its {@linkplain TlsImplementation#capabilities()
 * capabilities}, must be refused, or behave as documented.
 */
@DisplayNameGeneration(RequirementNames.class)
@Timeout(60)
public abstract class CompatibilityKit {

    /** Returns the implementation to test. */
    protected abstract TlsImplementation implementation();

    @Nested
    class Design extends DesignRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Configurations extends ConfigurationRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Contexts extends ContextRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Sockets extends SocketRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Buffers extends BufferRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class BufferConnections extends BufferConnectionRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class BufferNetworks extends BufferNetworkRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Closes extends CloseRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Connections extends ConnectRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class KeyingMaterial extends KeyingMaterialRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Channels extends ChannelRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Ciphers extends CipherRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Protocols extends ProtocolRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Versions extends VersionRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Errors extends ErrorRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class FailureKinds extends FailureKindRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Certificates extends CertificateRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Keys extends KeyRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Chains extends ChainRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class TrustStores extends TrustStoreRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class RuntimeAccess extends RuntimeAccessRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Migration extends MigrationRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Capabilities extends CapabilityRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class BadRecords extends BadRecordRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }

    @Nested
    class Piecemeal extends PiecemealRequirements {

        @Override
        TlsImplementation implementation() {
            return CompatibilityKit.this.implementation();
        }
    }
}
