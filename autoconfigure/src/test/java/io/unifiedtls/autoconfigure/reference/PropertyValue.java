package io.unifiedtls.autoconfigure.reference;

/**
 * A value that a property can have.
 *
 * @param value the value, as it is written
 * @param description what it means; empty if that is obvious
 */
record PropertyValue(String value, String description) {}
