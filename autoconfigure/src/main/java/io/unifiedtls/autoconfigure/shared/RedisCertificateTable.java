package io.unifiedtls.autoconfigure.shared;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Keeps certificate chains in Redis. All keys have the same hash tag, so that a cluster has them in one place.
 * Thread-safe.
 *
 * <p>A hash for each chain, a set of ids for each server name, the ids by their expiry, the changed names by the number
 * of the change, and the number of the last change.
 */
final class RedisCertificateTable implements CertificateTable {

    private static final String PREFIX = "unified-tls:{certificates}:";

    /** Where changes are published. */
    static final String CHANNEL = PREFIX + "changed";

    private static final String CHAIN = PREFIX + "chain:";

    private static final String NAME = PREFIX + "name:";

    private static final String EXPIRY = PREFIX + "expiry";

    private static final String CHANGES = PREFIX + "changes";

    private static final String VERSION = PREFIX + "version";

    /** Values of a hash, as {@link #chains} expects them. */
    private static final int FIELDS = 6;

    private static final String READ = """
            local function read(result, id)
                local values = redis.call('HMGET', '%s' .. id, 'names', 'algorithm', 'expiry', 'certificates', 'key')
                if values[1] then
                    table.insert(result, id)
                    for i = 1, 5 do table.insert(result, values[i]) end
                end
            end
            local result = {}
            """.formatted(CHAIN);

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> FIND = RedisScript.of(READ + """
            for _, name in ipairs(ARGV) do
                for _, id in ipairs(redis.call('SMEMBERS', '%s' .. name)) do read(result, id) end
                if #result > 0 then break end
            end
            return result
            """.formatted(NAME), List.class);

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> GET = RedisScript.of(READ + """
            read(result, ARGV[1])
            return result
            """, List.class);

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> SOONEST = RedisScript.of(READ + """
            for _, id in ipairs(redis.call('ZRANGE', KEYS[1], ARGV[1], ARGV[2])) do read(result, id) end
            return result
            """, List.class);

    /** Counts a change, marks the names that the chain has had, and forgets changes of long ago. */
    private static final String CHANGE = """
            local chain = '%s' .. ARGV[1]
            local version = redis.call('INCR', KEYS[3])
            for name in string.gmatch(redis.call('HGET', chain, 'names') or '', '[^,]+') do
                redis.call('SREM', '%s' .. name, ARGV[1])
                redis.call('ZADD', KEYS[2], version, name)
            end
            redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', version - %d)
            redis.call('PUBLISH', '%s', version)
            """.formatted(CHAIN, NAME, MOST_CHANGES, CHANNEL);

    /** Arguments: the id, the names, the algorithm, the expiry, the certificates, the key. */
    private static final RedisScript<Boolean> PUT = RedisScript.of(CHANGE + """
            for name in string.gmatch(ARGV[2], '[^,]+') do
                redis.call('SADD', '%s' .. name, ARGV[1])
                redis.call('ZADD', KEYS[2], version, name)
            end
            redis.call('HSET', chain, 'names', ARGV[2], 'algorithm', ARGV[3], 'expiry', ARGV[4],
                'certificates', ARGV[5], 'key', ARGV[6])
            redis.call('ZADD', KEYS[1], ARGV[4], ARGV[1])
            return true
            """.formatted(NAME), Boolean.class);

    private static final RedisScript<Boolean> REMOVE = RedisScript.of(CHANGE + """
            redis.call('DEL', chain)
            return redis.call('ZREM', KEYS[1], ARGV[1]) == 1
            """, Boolean.class);

    private static final List<String> CHANGED_KEYS = List.of(EXPIRY, CHANGES, VERSION);

    private final StringRedisTemplate redis;

    RedisCertificateTable(StringRedisTemplate redis) {
        this.redis = redis;
    }

    // ---- reading

    @Override
    public List<StoredChain> find(List<String> serverNames) {
        return chains(this.redis.execute(FIND, List.of(NAME + serverNames.get(0)), serverNames.toArray()));
    }

    @Override
    public Optional<StoredChain> get(String id) {
        return chains(this.redis.execute(GET, List.of(CHAIN + id), id)).stream().findFirst();
    }

    @Override
    public List<StoredChain> soonestToExpire(int offset, int limit) {
        var last = (limit == Integer.MAX_VALUE) ? -1 : (long) offset + limit - 1;
        return chains(this.redis.execute(SOONEST, List.of(EXPIRY), Integer.toString(offset), Long.toString(last)));
    }

    private static List<StoredChain> chains(List<?> values) {
        var chains = new ArrayList<StoredChain>();
        for (var at = 0; at + FIELDS <= values.size(); at += FIELDS) {
            chains.add(chain(values.subList(at, at + FIELDS).stream()
                    .map(String::valueOf)
                    .toList()));
        }
        return chains;
    }

    private static StoredChain chain(List<String> values) {
        return new StoredChain(
                new StoredCertificate(
                        values.get(0),
                        StoredChain.separated(values.get(1)),
                        values.get(2),
                        Instant.ofEpochSecond(Long.parseLong(values.get(3)))),
                values.get(4),
                values.get(5));
    }

    // ---- writing

    @Override
    public void put(StoredChain chain) {
        var description = chain.description();
        this.redis.execute(
                PUT,
                CHANGED_KEYS,
                description.id(),
                StoredChain.joined(description.serverNames()),
                description.keyAlgorithm(),
                Long.toString(description.notAfter().getEpochSecond()),
                chain.certificates(),
                chain.privateKey());
    }

    @Override
    public boolean remove(String id) {
        return Boolean.TRUE.equals(this.redis.execute(REMOVE, CHANGED_KEYS, id));
    }

    // ---- changes

    @Override
    public Changes changesSince(long version) {
        var counted = this.redis.opsForValue().get(VERSION);
        var current = (counted == null) ? 0 : Long.parseLong(counted);
        if (current == version) {
            return new Changes(current, Optional.of(Set.of()));
        }
        if (current < version || current - version > MOST_CHANGES) {
            return new Changes(current, Optional.empty());
        }
        var names = this.redis.opsForZSet().rangeByScore(CHANGES, version + 1.0, Double.POSITIVE_INFINITY);
        return new Changes(current, Optional.of((names == null) ? Set.of() : new HashSet<>(names)));
    }
}
