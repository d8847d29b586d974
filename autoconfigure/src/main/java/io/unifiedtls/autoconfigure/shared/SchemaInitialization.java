package io.unifiedtls.autoconfigure.shared;

/** Whether tables are created. */
enum SchemaInitialization {
    /** Only in a database that is part of this application. */
    EMBEDDED,

    /** Always. */
    ALWAYS,

    /** Never. */
    NEVER
}
