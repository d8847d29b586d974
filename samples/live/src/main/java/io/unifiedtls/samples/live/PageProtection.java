package io.unifiedtls.samples.live;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps other sites from using the page through its user's browser, and the page from running anything but its own
 * script, whatever clients send.
 */
@Component
final class PageProtection extends OncePerRequestFilter {

    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (isAllowed(request)) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpStatus.FORBIDDEN.value());
        }
    }

    /**
     * Returns whether the page itself sends the request, or a person who opens it. A browser sends {@code Origin} with
     * every POST, and {@code Sec-Fetch-Site} with every request; curl sends neither, and may read.
     */
    private static boolean isAllowed(HttpServletRequest request) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !origin.equals(originOfThePage(request))) {
            return false;
        }
        var site = request.getHeader("Sec-Fetch-Site");
        var isReading = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (site == null || site.equals("same-origin")) {
            return isReading || origin != null;
        }
        return isReading && (site.equals("none") || isLinkToThePage(request));
    }

    private static String originOfThePage(HttpServletRequest request) {
        var port = request.getServerPort();
        return "https://" + request.getServerName() + ((port == 443) ? "" : ":" + port);
    }

    private static boolean isLinkToThePage(HttpServletRequest request) {
        return request.getRequestURI().equals("/") && "navigate".equals(request.getHeader("Sec-Fetch-Mode"));
    }
}
