package io.unifiedtls.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.ssl.SslBundles;

/** Has the entries that use a bundle of {@code spring.ssl.bundle} follow its updates. */
final class BundleUpdates implements SmartInitializingSingleton {

    private final TlsProperties properties;

    private final ObjectProvider<SslBundles> bundles;

    private final ContextReloader reloader;

    BundleUpdates(TlsProperties properties, ObjectProvider<SslBundles> bundles, ContextReloader reloader) {
        this.properties = properties;
        this.bundles = bundles;
        this.reloader = reloader;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var names = names();
        if (!names.isEmpty()) {
            var all = this.bundles.getObject();
            names.forEach(name -> all.addBundleUpdateHandler(
                    name, updated -> this.reloader.update(this.reloader.paths().keySet(), false)));
        }
    }

    private Set<String> names() {
        var users = new ArrayList<TlsProperties.@Nullable FromBundle>();
        this.properties.servers().values().forEach(server -> {
            users.addAll(server.certificateChains());
            users.add(server.trustStore());
        });
        this.properties.clients().values().forEach(client -> {
            users.add(client.certificateChain());
            users.add(client.trustStore());
        });
        var names = new LinkedHashSet<String>();
        for (var user : users) {
            if (user != null && user.bundle() != null) {
                names.add(user.bundle());
            }
        }
        return names;
    }
}
