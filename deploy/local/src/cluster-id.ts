import { randomBytes } from 'node:crypto';

/**
 * A Kafka cluster id: 16 bytes in base64url, 22 characters.
 * It begins with a letter: Kafka's storage tool takes a leading dash for an option and refuses to format.
 */
export function newClusterId(random: Buffer = randomBytes(16)): string {
  const bytes = Buffer.from(random);
  bytes[0] = bytes.readUInt8(0) & 0b0111_1111;
  return bytes.toString('base64url');
}
