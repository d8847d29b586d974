package io.unifiedtls.test.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;

import org.junit.jupiter.api.Test;

class ExpectationTests {

    @Test
    void dependsOnTheVersionOfTheJdk() {
        var cell = Cell.parse("refused at start | from JDK 20: yes");

        assertThat(cell.on(17)).isEqualTo("refused at start");
        assertThat(cell.on(20)).isEqualTo("yes");
        assertThat(cell.onNewest()).isEqualTo("yes");
        assertThat(cell).hasToString("refused at start | from JDK 20: yes");
        assertThat(cell.text()).isEqualTo("refused at start; from JDK 20 yes");
    }

    @Test
    void changesForTheVersionsThatItIsAboutOnly() {
        var cell = Cell.parse("no | from JDK 20: yes");

        assertThat(cell.with(17, "other")).hasToString("other | from JDK 20: yes");
        assertThat(cell.with(25, "other")).hasToString("no | from JDK 20: other");
        assertThat(cell.from(25, "other")).hasToString("no | from JDK 20: yes | from JDK 25: other");
    }

    @Test
    void namesNoVersionThatChangesNothing() {
        assertThat(Cell.parse("yes | from JDK 20: yes")).hasToString("yes").isEqualTo(Cell.of("yes"));
    }

    @Test
    void needsNoReasonIfAllAreAlike() {
        assertThat(expectation("yes", "yes", "yes").needsReason()).isFalse();
    }

    @Test
    void needsNoReasonIfAConfigurationIsRefusedAndAnotherImplementationTaken() {
        assertThat(expectation("yes", "refused at start", "yes").needsReason()).isFalse();
    }

    @Test
    void needsAReasonIfAnImplementationDoesSomethingElse() {
        assertThat(expectation("yes", "no", "yes").needsReason()).isTrue();
    }

    @Test
    void needsAReasonIfTheDefaultRefusesWhatTheJdkServes() {
        assertThat(expectation("yes", "refused at start", "refused at start").needsReason())
                .isTrue();
    }

    @Test
    void isComparedWithTheNewestJdk() {
        assertThat(expectation("no | from JDK 20: yes", "yes", "yes").needsReason())
                .isFalse();
    }

    private static Expectation expectation(String jsse, String boringssl, String auto) {
        var cells = new EnumMap<Subject, Cell>(Subject.class);
        for (var subject : Subject.values()) {
            cells.put(subject, Cell.parse(jsse));
        }
        cells.put(Subject.BORINGSSL, Cell.parse(boringssl));
        cells.put(Subject.AUTO, Cell.parse(auto));
        return new Expectation("title", cells, "");
    }
}
