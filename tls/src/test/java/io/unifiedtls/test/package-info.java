/** What tests of this project share. */
package io.unifiedtls.test;
