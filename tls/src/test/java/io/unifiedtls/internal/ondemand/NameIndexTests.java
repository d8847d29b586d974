package io.unifiedtls.internal.ondemand;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.unifiedtls.internal.ondemand.DirectoryEntry.Layout;

class NameIndexTests {

    private static final int MANY = 20_000;

    private static String name(int number) {
        return "customer-%06d.shops.example.com".formatted(number);
    }

    private static NameIndex many() {
        var builder = new NameIndexBuilder();
        for (int i = 0; i < MANY; i++) {
            builder.add(name(i), new DirectoryEntry(name(i), Layout.PEM));
        }
        return builder.build();
    }

    @Test
    void findsEachNameAndNoOther() {
        var index = many();

        assertThat(index.size()).isEqualTo(MANY);
        for (int i = 0; i < MANY; i++) {
            assertThat(index.find(name(i))).containsExactly(new DirectoryEntry(name(i), Layout.PEM));
        }
        for (int i = MANY; i < 2 * MANY; i++) {
            assertThat(index.find(name(i))).isEmpty();
        }
    }

    @Test
    void takesAtMost64BytesAName() {
        assertThat(many().buffer().capacity()).isLessThan(MANY * 64);
    }

    @Test
    void findsTheEntryOfAnotherName() {
        var builder = new NameIndexBuilder();
        builder.add("*.example.com", new DirectoryEntry("_.example.com", Layout.CRT));
        builder.add("shop.example.com", new DirectoryEntry("Größe", Layout.SUBDIRECTORY));
        builder.add("www.example.com", new DirectoryEntry("www.example.com", Layout.PEM));
        var index = builder.build();

        assertThat(index.find("*.example.com")).containsExactly(new DirectoryEntry("_.example.com", Layout.CRT));
        assertThat(index.find("shop.example.com")).containsExactly(new DirectoryEntry("Größe", Layout.SUBDIRECTORY));
        assertThat(index.find("www.example.com")).containsExactly(new DirectoryEntry("www.example.com", Layout.PEM));
        assertThat(index.find("_.example.com")).isEmpty();
    }

    @Test
    void findsSeveralEntriesOfAName() {
        var builder = new NameIndexBuilder();
        builder.add("www.example.com", new DirectoryEntry("rsa", Layout.PEM));
        builder.add("www.example.com", new DirectoryEntry("ec", Layout.PEM));

        assertThat(builder.build().find("www.example.com"))
                .containsExactlyInAnyOrder(new DirectoryEntry("rsa", Layout.PEM), new DirectoryEntry("ec", Layout.PEM));
    }

    @Test
    void mayBeEmpty() {
        var index = new NameIndexBuilder().build();

        assertThat(index.size()).isZero();
        assertThat(index.find("www.example.com")).isEmpty();
    }
}
