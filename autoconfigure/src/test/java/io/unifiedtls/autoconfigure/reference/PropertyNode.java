package io.unifiedtls.autoconfigure.reference;

import java.util.List;

/**
 * A property, or a section of properties.
 *
 * @param name canonical name, without that of the section
 * @param shape what its value looks like
 * @param type class of the value or section, or of each of its elements; {@code Object} for other sections
 * @param defaultValue as it is written; empty if there is none
 * @param values known values; known names, if it has entries
 * @param allowsOthers whether there are other values than those
 * @param isLocation whether the value is a location of a file
 * @param properties those below it, if it is a section
 */
record PropertyNode(
        String name,
        Shape shape,
        Class<?> type,
        String description,
        String defaultValue,
        List<PropertyValue> values,
        boolean allowsOthers,
        boolean isLocation,
        List<PropertyNode> properties) {

    /** What the value of a property looks like. */
    enum Shape {
        /** {@code key: value}. */
        VALUE,

        /** Values, each after a dash, or separated by commas. */
        VALUES,

        /** Properties below it. */
        SECTION,

        /** Sections, each after a dash. */
        SECTIONS,

        /** Sections, each below a name. */
        ENTRIES
    }

    PropertyNode {
        values = List.copyOf(values);
        properties = List.copyOf(properties);
    }

    /** Returns whether this is a section that occurs wherever the record is used. */
    boolean isSharedSection() {
        return !this.properties.isEmpty() && this.type.isRecord();
    }
}
