package io.unifiedtls.internal.record;

import java.nio.ByteBuffer;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.stream.IntStream;

/** A set of two-byte codes over the list in a message, which is only searched when it is asked. Immutable. */
final class U16Set extends AbstractSet<Integer> {

    private final ByteBuffer list;

    /** Creates a set of the codes in the rest of a buffer, which has an even length and does not change. */
    U16Set(ByteBuffer list) {
        this.list = list.slice();
    }

    @Override
    public boolean contains(Object code) {
        return code instanceof Integer number && contains(number.intValue());
    }

    private boolean contains(int code) {
        for (int i = 0; i < this.list.limit(); i += 2) {
            if ((this.list.getShort(i) & 0xFFFF) == code) {
                return true;
            }
        }
        return false;
    }

    private IntStream codes() {
        return IntStream.range(0, this.list.limit() / 2).map(i -> this.list.getShort(2 * i) & 0xFFFF);
    }

    @Override
    public Iterator<Integer> iterator() {
        return codes().distinct().iterator();
    }

    @Override
    public int size() {
        return (int) codes().distinct().count();
    }

    @Override
    public boolean isEmpty() {
        return this.list.limit() == 0;
    }
}
