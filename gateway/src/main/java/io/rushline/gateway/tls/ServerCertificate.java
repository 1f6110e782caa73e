package io.rushline.gateway.tls;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.rushline.gateway.reload.Reloaded;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * A certificate with its key, ready for TLS 1.2 and 1.3, with HTTP/2 or HTTP/1.1 as the client prefers.
 *
 * <p>BoringSSL speaks where its native library can be loaded, and the JDK where not.
 *
 * <p>Threading: immutable.
 */
public final class ServerCertificate {
    private static final SslProvider PROVIDER = OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    private static final byte[] PROBE = {1};

    private final X509Certificate certificate;
    private final SslContext context;

    private ServerCertificate(X509Certificate certificate, SslContext context) {
        this.certificate = certificate;
        this.context = context;
    }

    /**
     * Reads a pair of files, and goes on watching it.
     *
     * @param certificate PEM: the server's own, then those that it was signed by
     * @param key PEM: PKCS #8, not encrypted
     * @throws BrokenCertificateException when the pair cannot be used
     */
    public static Reloaded<ServerCertificate> open(Path certificate, Path key) throws IOException {
        Reloaded.Reader<ServerCertificate> reader = () -> read(certificate, key);
        return Reloaded.open("certificate and key", List.of(certificate, key), reader, reader);
    }

    static ServerCertificate read(Path certificate, Path key) throws IOException {
        List<X509Certificate> chain = PemFiles.certificates(certificate);
        X509Certificate own = chain.get(0);
        try {
            own.checkValidity();
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            throw new BrokenCertificateException(
                    certificate + " is valid from " + own.getNotBefore() + " to " + own.getNotAfter() + ", not now");
        }
        PrivateKey privateKey = PemFiles.privateKey(key, own.getPublicKey().getAlgorithm());
        if (!isKeyOf(own, privateKey)) {
            throw new BrokenCertificateException(
                    "the key in " + key + " is not that of the certificate in " + certificate);
        }
        try {
            SslContext context = SslContextBuilder.forServer(privateKey, chain.toArray(X509Certificate[]::new))
                    .sslProvider(PROVIDER)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1))
                    .build();
            return new ServerCertificate(own, context);
        } catch (SSLException e) {
            throw new BrokenCertificateException(
                    "TLS can't use the certificate in " + certificate + ": " + e.getMessage());
        }
    }

    private static boolean isKeyOf(X509Certificate certificate, PrivateKey key) throws BrokenCertificateException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default ->
                throw new BrokenCertificateException(
                        "the certificate must be for an RSA or EC key, but is for " + key.getAlgorithm());
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** What connections speak TLS with. */
    public SslContext context() {
        return context;
    }

    /** Whose certificate it is, and until when. */
    @Override
    public String toString() {
        return certificate.getSubjectX500Principal() + " until "
                + certificate.getNotAfter().toInstant();
    }
}
