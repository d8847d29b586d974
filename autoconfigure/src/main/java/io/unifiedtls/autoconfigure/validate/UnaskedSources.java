package io.unifiedtls.autoconfigure.validate;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.support.GenericApplicationContext;

import io.unifiedtls.SigningChainSource;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;

/** Stand-ins for the beans of the application that find certificate chains; they find none. */
final class UnaskedSources {

    /** Which beans the servers name. */
    record Servers(@DefaultValue Map<String, Server> servers) {}

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
        for (var server : named.servers().values()) {
            var name = server.source();
            if (name != null && !name.isEmpty() && !context.containsBeanDefinition(name)) {
                context.registerBean(name, SigningChainSource.class, () -> unasked);
            }
        }
    }
}
