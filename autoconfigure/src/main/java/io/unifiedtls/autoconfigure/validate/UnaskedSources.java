package io.unifiedtls.autoconfigure.validate;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.support.GenericApplicationContext;

import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.SessionTicketKeySource;
import io.unifiedtls.SigningChainSource;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;

/** Stand-ins for the beans that find certificate chains, and for what nodes share; they find none. */
final class UnaskedSources {

    private static final String CERTIFICATE_STORE = "certificateStore";

    /** Which beans the servers name. */
    record Servers(
            @DefaultValue Map<String, Server> servers,
            @Nullable Sessions sessions,
            @Nullable Store certificateStore) {}

    record Sessions(@DefaultValue("none") String shared) {}

    record Store(@DefaultValue("none") String type) {}

    record Server(@Nullable String source) {}

    private UnaskedSources() {}

    /** Registers a stand-in for each bean that the properties name. */
    static void register(GenericApplicationContext context) {
        Servers named;
        try {
            named = Binder.get(context.getEnvironment()).bindOrCreate(PropertyNames.PREFIX, Servers.class);
        } catch (BindException reportedWithAllProperties) {
            return;
        }
        SigningChainSource unasked = name -> SigningChainSource.Answer.unknown();
        if (named.sessions() != null && !"none".equals(named.sessions().shared())) {
            context.registerBean("unaskedTicketKeys", SessionTicketKeySource.class, () -> UnaskedSources::ownKeys);
        }
        if (named.certificateStore() != null
                && !"none".equals(named.certificateStore().type())) {
            context.registerBean(CERTIFICATE_STORE, SigningChainSource.class, () -> unasked);
        }
        for (var server : named.servers().values()) {
            var name = server.source();
            if (name != null && !name.isEmpty() && !context.containsBeanDefinition(name)) {
                context.registerBean(name, SigningChainSource.class, () -> unasked);
            }
        }
    }

    private static Supplier<List<SessionTicketKey>> ownKeys(byte[] scope) {
        var keys = List.of(SessionTicketKey.generate());
        return () -> keys;
    }
}
