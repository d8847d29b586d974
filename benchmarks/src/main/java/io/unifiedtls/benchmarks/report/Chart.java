package io.unifiedtls.benchmarks.report;

import java.util.List;
import java.util.Locale;

import io.unifiedtls.benchmarks.servers.Results.Measured;

/** A chart in SVG: the processor time of each server for a new connection. */
final class Chart {

    private static final int LABELS = 330;

    private static final int BARS = 400;

    private static final int ROW = 24;

    private static final int TOP = 40;

    private Chart() {}

    static String of(List<Measured> measured) {
        var most = measured.stream()
                .mapToDouble(one -> Ratio.median(one.connectionMicros()))
                .max()
                .orElse(1);
        var height = TOP + ROW * measured.size() + 10;
        var svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
                <title>Processor time of the server for a new connection</title>
                <style>
                text { font: 13px sans-serif; fill: #1f2328 }
                .figure { font-size: 12px }
                .ours { fill: #1a7f37 }
                .other { fill: #8c959f }
                @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3 }
                .ours { fill: #3fb950 }
                .other { fill: #6e7681 }
                }
                </style>
                <text x="10" y="22">Processor time of the server for a new full TLS 1.3 connection with one request, µs</text>
                """.formatted(LABELS + BARS + 70, height));
        for (int i = 0; i < measured.size(); i++) {
            bar(svg, measured.get(i), TOP + i * ROW, most);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void bar(StringBuilder svg, Measured measured, int y, double most) {
        var micros = Ratio.median(measured.connectionMicros());
        var width = Math.max(1, micros / most * BARS);
        svg.append(String.format(
                Locale.ROOT,
                """
                <text x="%d" y="%d" text-anchor="end">%s</text>
                <rect x="%d" y="%d" width="%.1f" height="%d" class="%s"/>
                <text x="%.1f" y="%d" class="figure">%.0f</text>
                """,
                LABELS - 8,
                y + 16,
                escaped(measured.server() + ": " + measured.name()),
                LABELS,
                y + 3,
                width,
                ROW - 6,
                measured.name().startsWith("ours") ? "ours" : "other",
                LABELS + width + 6,
                y + 16,
                micros));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
