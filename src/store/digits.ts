// Six digits are few: hashed so slowly that all of them cannot be tried while they count.
import { scrypt } from 'node:crypto';

/** `salt`: the link's own id. */
export const hashOfDigits = (digits: string, salt: string): Promise<string> =>
  new Promise((resolve, reject) => {
    scrypt(digits, salt, 24, (error, key) => (error ? reject(error) : resolve(key.toString('hex'))));
  });
