package io.unifiedtls.autoconfigure.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import io.unifiedtls.autoconfigure.diagnostics.BindFailures;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.autoconfigure.validate.Report.Problem;

/** What would end the start, with the analyses that Spring Boot would print. */
final class Failures {

    private final ConfigurableApplicationContext context;

    /** Those of properties below {@code tls}, which are reported together. */
    private final List<TlsConfigurationException> invalid = new ArrayList<>();

    private final List<RuntimeException> others = new ArrayList<>();

    Failures(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Does something, and returns whether it did not fail. */
    boolean collect(Runnable step) {
        try {
            step.run();
            return true;
        } catch (RuntimeException failure) {
            BindFailures.find(failure)
                    .ifPresentOrElse(exception -> this.invalid.addAll(exception.all()), () -> addOther(failure));
            return false;
        }
    }

    void add(TlsConfigurationException failure) {
        this.invalid.add(failure);
    }

    /** A bean that several entries need fails for each of them. */
    private void addOther(RuntimeException failure) {
        if (this.others.stream().noneMatch(other -> root(other).equals(root(failure)))) {
            this.others.add(failure);
        }
    }

    private static String root(Throwable failure) {
        return (failure.getCause() == null) ? failure.toString() : root(failure.getCause());
    }

    List<FailureAnalysis> analyses() {
        var analyzers = SpringFactoriesLoader.forDefaultResourceLocation(this.context.getClassLoader())
                .load(
                        FailureAnalyzer.class,
                        ArgumentResolver.of(BeanFactory.class, this.context.getBeanFactory())
                                .and(Environment.class, this.context.getEnvironment()),
                        FailureHandler.logging(LogFactory.getLog(Failures.class)));
        return Stream.concat(TlsConfigurationException.combined(this.invalid).stream(), this.others.stream())
                .map(failure -> analyze(failure, analyzers))
                .toList();
    }

    List<Problem> problems() {
        var ofProperties = TlsConfigurationException.combined(this.invalid).stream()
                .flatMap(exception -> exception.all().stream())
                .map(exception -> new Problem(
                        exception.property(),
                        exception.problem(),
                        (exception.instruction() + "\n\n" + exception.snippet()).strip()));
        var analyses = analyses();
        var ofOthers = analyses.subList(analyses.size() - this.others.size(), analyses.size()).stream()
                .map(analysis -> new Problem(
                        null,
                        analysis.getDescription(),
                        Optional.ofNullable(analysis.getAction()).orElse("")));
        return Stream.concat(ofProperties, ofOthers).toList();
    }

    private static FailureAnalysis analyze(Throwable failure, List<FailureAnalyzer> analyzers) {
        return analyzers.stream()
                .flatMap(analyzer -> Optional.ofNullable(analyzer.analyze(failure)).stream())
                .findFirst()
                .orElseGet(() -> new FailureAnalysis(root(failure), null, failure));
    }
}
