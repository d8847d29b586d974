/** An application on the module path. */
module com.example.published {
    requires io.unifiedtls;
    requires io.unifiedtls.boringssl;
    requires io.unifiedtls.insecure;
    requires io.unifiedtls.test.authority;
}
