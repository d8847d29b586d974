package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class RequirementListTests {

    @Test
    void hasEveryRequirementOnce() {
        assertThat(RequirementList.all())
                .extracting(RequirementList.Requirement::number)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 144).boxed().toList());
    }

    @Test
    void hasTestsWithNamesOfTheirOwn() {
        assertThat(RequirementList.tests()).extracting(Method::getName).doesNotHaveDuplicates();
    }

    @Test
    void hasATestOrAReasonForEveryRequirement() {
        assertThat(RequirementList.all())
                .filteredOn(requirement -> requirement.untested().isEmpty())
                .allSatisfy(requirement -> assertThat(RequirementList.testsOf(requirement.number()))
                        .isNotEmpty());
        assertThat(RequirementList.all())
                .filteredOn(requirement -> !requirement.untested().isEmpty())
                .allSatisfy(requirement -> assertThat(RequirementList.testsOf(requirement.number()))
                        .isEmpty());
    }
}
