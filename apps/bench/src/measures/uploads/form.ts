import { randomUUID } from 'node:crypto';

export interface Part {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Form {
  readonly contentType: string;
  readonly body: Buffer;
}

/** `multipart/form-data` as a browser sends it: the record first, then every photo as a file. */
export function formOf(record: object, photos: readonly Part[]): Form {
  const boundary = `----bench${randomUUID().replaceAll('-', '')}`;
  const part = (disposition: string, type: string): Buffer =>
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: ${type}\r\n\r\n`,
    );
  const line = Buffer.from('\r\n');
  const body = [
    part('name="record"', 'application/json'),
    Buffer.from(JSON.stringify(record)),
    line,
    ...photos.flatMap(({ name, bytes }) => [
      part(`name="${name}"; filename="${name}.png"`, 'image/png'),
      bytes,
      line,
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ];
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(body) };
}
