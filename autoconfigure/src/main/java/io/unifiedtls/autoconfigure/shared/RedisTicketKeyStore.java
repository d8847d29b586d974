package io.unifiedtls.autoconfigure.shared;

import java.util.List;
import java.util.Optional;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** Keeps values in Redis, each a hash with its version and its content in Base64. Thread-safe. */
final class RedisTicketKeyStore implements TicketKeyStore {

    private static final String PREFIX = "unified-tls:";

    private static final String VERSION = "version";

    private static final String CONTENT = "content";

    /** Keys: the value. Arguments: the expected version, or nothing; the new version; the content. */
    private static final RedisScript<Boolean> REPLACE = RedisScript.of("""
            local version = redis.call('HGET', KEYS[1], 'version')
            if (version or '') ~= ARGV[1] then
                return false
            end
            redis.call('HSET', KEYS[1], 'version', ARGV[2], 'content', ARGV[3])
            return true
            """, Boolean.class);

    private final StringRedisTemplate redis;

    RedisTicketKeyStore(StringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public Optional<Versioned> load(String name) {
        var values = this.redis.<String, String>opsForHash().multiGet(PREFIX + name, List.of(VERSION, CONTENT));
        var version = values.get(0);
        var content = values.get(1);
        return (version == null || content == null)
                ? Optional.empty()
                : Optional.of(new Versioned(version, StoredText.value(content)));
    }

    @Override
    public boolean replace(String name, Optional<String> expectedVersion, byte[] value) {
        var expected = expectedVersion.orElse("");
        var next = expected.isEmpty() ? 1 : Long.parseLong(expected) + 1;
        return Boolean.TRUE.equals(this.redis.execute(
                REPLACE, List.of(PREFIX + name), expected, Long.toString(next), StoredText.of(value)));
    }
}
