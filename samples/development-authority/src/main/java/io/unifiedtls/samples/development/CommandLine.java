package io.unifiedtls.samples.development;

/**
 * A command line to copy and paste.
 *
 * @param shows what there is to see
 * @param command the line, for a POSIX shell
 * @param answer what the output has in it, as a regular expression
 */
public record CommandLine(String shows, String command, String answer) {}
