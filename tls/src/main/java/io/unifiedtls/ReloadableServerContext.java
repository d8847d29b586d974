package io.unifiedtls;

/** A {@link ServerContext} whose files can be read again. */
public non-sealed interface ReloadableServerContext extends ServerContext, ReloadableContext {

    /** Returns the context of the current generation, which stays as it is. */
    ServerContext current();

    /** Returns this context with a name and an additional listener; it follows the reloads of this one. */
    @Override
    ServerContext observed(String contextName, HandshakeListener listener);
}
