package io.unifiedtls.test.compatibility;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayNameGenerator;

/** Names tests after their methods: {@code p69RefusesMoreThanFits} is "P69 refuses more than fits". */
final class RequirementNames extends DisplayNameGenerator.Standard {

    private static final Pattern NUMBER = Pattern.compile("\\Gp(\\d+)");

    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z])");

    private static final Pattern TLS = Pattern.compile("\\btls(?:(\\d)(\\d))?");

    @Override
    public String generateDisplayNameForMethod(
            List<Class<?>> enclosingInstanceTypes, Class<?> testClass, Method testMethod) {
        var name = testMethod.getName();
        var sentence = new StringBuilder();
        var number = NUMBER.matcher(name);
        var end = 0;
        while (number.find()) {
            sentence.append('P').append(number.group(1)).append(' ');
            end = number.end();
        }
        var words = WORD.matcher(name.substring(end)).replaceAll(" ").toLowerCase(Locale.ROOT);
        return sentence.append(TLS.matcher(words).replaceAll(RequirementNames::version))
                .toString();
    }

    private static String version(MatchResult version) {
        return (version.group(1) == null) ? "TLS" : "TLS %s.%s".formatted(version.group(1), version.group(2));
    }
}
