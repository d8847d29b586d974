package io.unifiedtls.samples.tomcat.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.util.ArrayList;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What Grafana does not check when the dashboard is imported. */
@Tag("any-jdk")
class DashboardTests {

    private static final int COLUMNS = 24;

    private final Dashboard dashboard = new Dashboard();

    @Test
    void everyPanelTellsWhatToLookFor() {
        assertThat(this.dashboard.panels())
                .filteredOn(panel -> !panel.path("type").asString().equals("row"))
                .allSatisfy(panel ->
                        assertThat(panel.path("description").asString("")).isNotBlank());
    }

    @Test
    void everyPanelHasItsOwnId() {
        assertThat(this.dashboard.panels())
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates();
    }

    @Test
    void everyQueryAsksTheDataSourceThatIsSelected() {
        assertThat(this.dashboard.panels())
                .filteredOn(panel -> panel.has("targets"))
                .allSatisfy(
                        panel -> assertThat(panel.path("datasource").path("uid").asString())
                                .isEqualTo("${datasource}"));
    }

    @Test
    void noPanelCoversAnother() {
        var seen = new ArrayList<Rectangle>();
        for (var panel : this.dashboard.panels()) {
            var position = position(panel.path("gridPos"));

            assertThat(position.x + position.width).isLessThanOrEqualTo(COLUMNS);
            assertThat(seen).as(panel.path("title").asString()).noneMatch(position::intersects);
            seen.add(position);
        }
    }

    private static Rectangle position(JsonNode grid) {
        return new Rectangle(
                grid.path("x").asInt(),
                grid.path("y").asInt(),
                grid.path("w").asInt(),
                grid.path("h").asInt());
    }
}
