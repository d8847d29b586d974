package io.unifiedtls;

/** A {@link ClientContext} whose files can be read again. */
public non-sealed interface ReloadableClientContext extends ClientContext, ReloadableContext {

    /** Returns the context of the current generation, which stays as it is. */
    ClientContext current();

    /** Returns this context with a name and an additional listener; it follows the reloads of this one. */
    @Override
    ClientContext observed(String contextName, HandshakeListener listener);
}
