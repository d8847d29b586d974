package io.unifiedtls.jsse;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStoreSpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.cert.Certificate;
import java.security.interfaces.ECKey;
import java.security.spec.ECParameterSpec;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;

import io.unifiedtls.test.TestCertificate;

/** A key store in no file, whose one key cannot leave it, as those of Windows and macOS have them. */
final class SealedKeyStore extends Provider {

    static final String NAME = "Sealed";

    static final String ALIAS = "sealed";

    private final transient TestCertificate entry;

    SealedKeyStore(TestCertificate entry) {
        super(NAME, "1", "A key store for tests");
        this.entry = entry;
        putService(new Made("KeyStore", NAME, Map.of()));
        putService(new Made("Signature", "SHA256withECDSA", Map.of("SupportedKeyClasses", SealedKey.class.getName())));
    }

    private final class Made extends Service {

        Made(String type, String algorithm, Map<String, String> attributes) {
            super(SealedKeyStore.this, type, algorithm, NAME, List.of(), attributes);
        }

        @Override
        public Object newInstance(Object parameter) {
            return getType().equals("KeyStore") ? new Entries() : new Sealed();
        }
    }

    /** A key that shows nothing of itself but its curve. */
    private record SealedKey(PrivateKey key) implements PrivateKey, ECKey {

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }

        @Override
        public ECParameterSpec getParams() {
            return ((ECKey) this.key).getParams();
        }
    }

    private static final class Sealed extends SignatureSpi {

        private Signature signature;

        @Override
        protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
            throw new InvalidKeyException("signs only");
        }

        @Override
        protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
            if (!(privateKey instanceof SealedKey sealed)) {
                throw new InvalidKeyException("no key of this store");
            }
            try {
                this.signature = Signature.getInstance("SHA256withECDSA");
                this.signature.initSign(sealed.key());
            } catch (NoSuchAlgorithmException e) {
                throw new InvalidKeyException(e);
            }
        }

        @Override
        protected void engineUpdate(byte input) throws SignatureException {
            this.signature.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) throws SignatureException {
            this.signature.update(input, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            return this.signature.sign();
        }

        @Override
        protected boolean engineVerify(byte[] sign) throws SignatureException {
            throw new SignatureException("signs only");
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }

    private final class Entries extends KeyStoreSpi {

        @Override
        public void engineLoad(InputStream stream, char[] password) {
            if (stream != null) {
                throw new IllegalArgumentException("a key store in no file");
            }
        }

        @Override
        public Key engineGetKey(String alias, char[] password) {
            return engineIsKeyEntry(alias) ? new SealedKey(SealedKeyStore.this.entry.privateKey()) : null;
        }

        @Override
        public Certificate[] engineGetCertificateChain(String alias) {
            return engineIsKeyEntry(alias) ? SealedKeyStore.this.entry.chain().toArray(Certificate[]::new) : null;
        }

        @Override
        public Certificate engineGetCertificate(String alias) {
            return engineIsKeyEntry(alias) ? SealedKeyStore.this.entry.certificate() : null;
        }

        @Override
        public Enumeration<String> engineAliases() {
            return Collections.enumeration(List.of(ALIAS));
        }

        @Override
        public boolean engineContainsAlias(String alias) {
            return alias.equals(ALIAS);
        }

        @Override
        public boolean engineIsKeyEntry(String alias) {
            return alias.equals(ALIAS);
        }

        @Override
        public boolean engineIsCertificateEntry(String alias) {
            return false;
        }

        @Override
        public int engineSize() {
            return 1;
        }

        @Override
        public Date engineGetCreationDate(String alias) {
            return new Date(0);
        }

        @Override
        public String engineGetCertificateAlias(Certificate certificate) {
            return null;
        }

        @Override
        public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineSetCertificateEntry(String alias, Certificate certificate) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineDeleteEntry(String alias) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineStore(OutputStream stream, char[] password) {
            throw new UnsupportedOperationException();
        }
    }
}
