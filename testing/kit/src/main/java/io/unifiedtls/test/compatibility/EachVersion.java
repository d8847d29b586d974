package io.unifiedtls.test.compatibility;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.TlsVersion;

/** A test for each version of the protocol. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest
@EnumSource(
        value = TlsVersion.class,
        names = {"TLSv1_2", "TLSv1_3"})
@interface EachVersion {}
