package io.unifiedtls.autoconfigure;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Binds the properties below {@code tls}, and ignores none. */
final class TlsBinding {

    private TlsBinding() {}

    static TlsProperties bind(Environment environment) {
        return Binder.get(environment).bindOrCreate(TlsProperties.PREFIX, TlsProperties.class);
    }
}
