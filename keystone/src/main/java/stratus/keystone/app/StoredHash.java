package stratus.keystone.app;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** Hashes of passwords in all formats that upstream reads: bcrypt's own, and passlib's of three more. */
final class StoredHash {
    private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]\\$\\d\\d\\$[./A-Za-z0-9]{53}");
    private static final Pattern BCRYPT_SHA256 =
            Pattern.compile("\\$bcrypt-sha256\\$(v=2,t=2b,r=(\\d{1,2}))\\$([./A-Za-z0-9]{22})\\$([./A-Za-z0-9]{31})");
    private static final Pattern SCRYPT = Pattern.compile(
            "\\$scrypt\\$ln=(\\d{1,2}),r=(\\d{1,4}),p=(\\d{1,4})\\$([A-Za-z0-9+/.]+)\\$([A-Za-z0-9+/.]+)");
    private static final Pattern PBKDF2 =
            Pattern.compile("\\$pbkdf2-sha512\\$(\\d{1,9})\\$([A-Za-z0-9+/.]+)\\$([A-Za-z0-9+/.]+)");

    private StoredHash() {}

    /** Whether it is of a format that can be read. */
    static boolean known(String hash) {
        return BCRYPT.matcher(hash).matches()
                || BCRYPT_SHA256.matcher(hash).matches()
                || SCRYPT.matcher(hash).matches()
                || PBKDF2.matcher(hash).matches();
    }

    /** The cost of a bcrypt hash; 0 for one of another format. */
    static int bcryptCost(String hash) {
        return BCRYPT.matcher(hash).matches()
                ? Integer.parseInt(hash.substring(hash.indexOf('$', 1) + 1, hash.lastIndexOf('$')))
                : 0;
    }

    /** Whether it is the password's. One that cannot be read is nobody's. */
    static boolean fits(byte[] password, String hash) {
        if (BCRYPT.matcher(hash).matches()) {
            return OpenBSDBCrypt.checkPassword(hash, password);
        }
        try {
            return fitsSha256(password, hash) || fitsScrypt(password, hash) || fitsPbkdf2(password, hash);
        } catch (IllegalArgumentException e) { // numbers or digits that make no sense
            return false;
        }
    }

    /** bcrypt of a keyed digest, so that no byte of a long password is lost. */
    private static boolean fitsSha256(byte[] password, String hash) {
        var m = BCRYPT_SHA256.matcher(hash);
        if (!m.matches()) {
            return false;
        }
        var mac = new HMac(new SHA256Digest());
        mac.init(new KeyParameter(m.group(3).getBytes(StandardCharsets.US_ASCII)));
        mac.update(password, 0, password.length);
        var digest = new byte[mac.getMacSize()];
        mac.doFinal(digest, 0);
        var inner = "$2b$%02d$%s%s".formatted(Integer.parseInt(m.group(2)), m.group(3), m.group(4));
        return OpenBSDBCrypt.checkPassword(inner, Base64.getEncoder().encode(digest));
    }

    private static boolean fitsScrypt(byte[] password, String hash) {
        var m = SCRYPT.matcher(hash);
        if (!m.matches()) {
            return false;
        }
        var wanted = base64(m.group(5));
        int n = 1 << Integer.parseInt(m.group(1));
        var found = SCrypt.generate(
                password,
                base64(m.group(4)),
                n,
                Integer.parseInt(m.group(2)),
                Integer.parseInt(m.group(3)),
                wanted.length);
        return MessageDigest.isEqual(wanted, found);
    }

    private static boolean fitsPbkdf2(byte[] password, String hash) {
        var m = PBKDF2.matcher(hash);
        if (!m.matches()) {
            return false;
        }
        var wanted = base64(m.group(3));
        var generator = new PKCS5S2ParametersGenerator(new SHA512Digest());
        generator.init(password, base64(m.group(2)), Integer.parseInt(m.group(1)));
        var found = (KeyParameter) generator.generateDerivedMacParameters(wanted.length * 8);
        return MessageDigest.isEqual(wanted, found.getKey());
    }

    /** As passlib writes it: without padding, with dots in place of plus signs in some formats. */
    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text.replace('.', '+'));
    }
}
