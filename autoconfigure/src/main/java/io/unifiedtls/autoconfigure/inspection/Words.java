package io.unifiedtls.autoconfigure.inspection;

import java.util.Locale;

import io.unifiedtls.internal.sni.CertificateSelector.Verdict;

/** Writes constants for people. */
public final class Words {

    private Words() {}

    /** Returns a constant as the properties have it, such as {@code use-default}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns why a certificate chain is presented to a client, or not. */
    public static String of(Verdict verdict) {
        return switch (verdict) {
            case PRESENTED -> "presented";
            case PRESENTED_UNSUITABLE ->
                "presented, since no other is left, but the client has no signature algorithm or cipher suite for its key";
            case NOT_FIRST -> "suitable, but another one is preferred";
            case KEY_NOT_SUPPORTED -> "the client has no signature algorithm or cipher suite for its key";
            case SIGNATURE_NOT_SUPPORTED -> "the client does not support a signature algorithm of its certificates";
            case NOT_VALID -> "expired, or not valid yet";
        };
    }
}
