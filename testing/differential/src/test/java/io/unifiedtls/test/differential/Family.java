package io.unifiedtls.test.differential;

import java.util.List;

/**
 * Behaviours of one kind: a section of the page.
 *
 * @param title the heading
 */
record Family(String title, List<Behaviour> behaviours) {

    Family {
        behaviours = List.copyOf(behaviours);
    }

    /** Returns all families, in the order of the page. */
    static List<Family> all() {
        return List.of(
                CapabilityBehaviours.family(),
                KeyBehaviours.family(),
                NameBehaviours.family(),
                ChainBehaviours.family(),
                CipherBehaviours.family(),
                SessionBehaviours.family(),
                AlertBehaviours.family(),
                PropertyBehaviours.family());
    }
}
