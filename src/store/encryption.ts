// What must not be readable where it is kept or passes through: sealed under SECRET_KEY.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

type Encryption = {
  /** Unreadable, and worthless with any other `context`. */
  close(plain: string, context: string): string;
  /** Null for what was not sealed by us for this context. */
  open(sealed: string, context: string): string | null;
};

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM; each purpose has a key of its own. */
export function openEncryption(secretKey: string, purpose: string): Encryption {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', `thu-ky ${purpose}`, 32));
  return {
    close(plain, context) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < IV_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const body = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}
