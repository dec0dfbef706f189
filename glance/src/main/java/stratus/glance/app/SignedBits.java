package stratus.glance.app;

import java.io.InputStream;
import java.security.Signature;
import java.security.SignatureException;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;

/** Bytes on their way to an image, and at their end the proof that they are those that were signed. */
final class SignedBits {
    private final InputStream data;
    private final @Nullable Proof proof;

    private SignedBits(InputStream data, @Nullable Proof proof) {
        this.data = data;
        this.proof = proof;
    }

    /** Nobody signed them: they pass as they are. */
    static SignedBits unsigned(InputStream data) {
        return new SignedBits(data, null);
    }

    static SignedBits of(InputStream data, Proof proof) {
        return new SignedBits(new Summed(data, proof.verifier()), proof);
    }

    /** @param verifier is ready to take bytes */
    record Proof(String image, Signature verifier, byte[] signature) {}

    InputStream data() {
        return data;
    }

    /**
     * After all of them were read.
     *
     * @throws Fault.Invalid if they are others
     */
    void require() {
        if (proof != null && !proven(proof)) {
            throw Signatures.failed(proof.image(), "Signature verification failed");
        }
    }

    /** A signature that does not even have the form of one proves nothing. */
    private static boolean proven(Proof proof) {
        try {
            return proof.verifier().verify(proof.signature());
        } catch (SignatureException e) {
            return false;
        }
    }

    private static final class Summed extends WatchedStream {
        private final Signature verifier;

        Summed(InputStream data, Signature verifier) {
            super(data);
            this.verifier = verifier;
        }

        @Override
        void passed(byte[] bytes, int from, int length) {
            try {
                verifier.update(bytes, from, length);
            } catch (SignatureException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
