package io.unifiedtls.internal.ondemand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class BoundedCacheTests {

    private final List<String> forgotten = new ArrayList<>();

    private final BoundedCache<String, Integer> cache =
            new BoundedCache<>(100, (key, value) -> this.forgotten.add(key + value));

    @Test
    void forgetsWhatWasNotUsedForLongest() {
        this.cache.put("a", 1, 40);
        this.cache.put("b", 2, 40);
        this.cache.get("a");

        this.cache.put("c", 3, 40);

        assertThat(this.cache.get("a")).isEqualTo(1);
        assertThat(this.cache.get("b")).isNull();
        assertThat(this.cache.get("c")).isEqualTo(3);
        assertThat(this.cache.bytes()).isEqualTo(80);
        assertThat(this.forgotten).containsExactly("b2");
    }

    @Test
    void replaces() {
        this.cache.put("a", 1, 40);
        this.cache.put("a", 2, 60);

        assertThat(this.cache.values()).containsExactly(2);
        assertThat(this.cache.bytes()).isEqualTo(60);
        assertThat(this.forgotten).containsExactly("a1");
    }

    @Test
    void doesNotKeepWhatIsTooLarge() {
        this.cache.put("a", 1, 40);

        this.cache.put("b", 2, 101);

        assertThat(this.cache.keys()).isEmpty();
        assertThat(this.cache.bytes()).isZero();
    }

    @Test
    void removes() {
        this.cache.put("a", 1, 40);

        this.cache.remove("a");
        this.cache.remove("unknown");

        assertThat(this.cache.keys()).isEmpty();
        assertThat(this.cache.bytes()).isZero();
        assertThat(this.forgotten).containsExactly("a1");
    }
}
