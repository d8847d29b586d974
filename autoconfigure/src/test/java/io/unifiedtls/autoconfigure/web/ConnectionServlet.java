package io.unifiedtls.autoconfigure.web;

import java.io.IOException;
import java.security.cert.X509Certificate;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Answers with what it knows of the connection, or with what it was sent. */
final class ConnectionServlet extends HttpServlet {

    /** Answers with what was sent. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var body = request.getInputStream().readAllBytes();
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var session = (String) request.getAttribute("jakarta.servlet.request.ssl_session_id");
        var clients = (X509Certificate[]) request.getAttribute("jakarta.servlet.request.X509Certificate");
        response.getWriter()
                .println("scheme=%s secure=%s cipher=%s session=%s client=%s"
                        .formatted(
                                request.getScheme(),
                                request.isSecure(),
                                request.getAttribute("jakarta.servlet.request.cipher_suite"),
                                session != null && !session.isEmpty(),
                                clients == null ? "none" : clients[0].getSubjectX500Principal()));
    }
}
