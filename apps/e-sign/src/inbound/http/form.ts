import { createValidationPipe, ProblemError, refuseDeepNesting } from '@cartrail/service-kit';
import type { MultipartFile, MultipartValue } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { PhotoBatch } from '../../application/take-photos.js';
import { limits } from './accept-forms.js';
import { invalid, refuseSize } from './form-problems.js';
import { PART, RecordDto } from './record.dto.js';

export interface SentForm {
  readonly record: RecordDto;
  readonly why?: string;
}

/**
 * Reads a form part by part: photos go to `batch` as they arrive. After the first thing that is wrong the rest is
 * read and dropped, so that a sender who is still writing gets to read the answer.
 */
export async function readForm(request: FastifyRequest, batch: PhotoBatch): Promise<SentForm> {
  if (!request.isMultipart())
    throw new ProblemError(415, 'request/unsupported-media-type', 'Send multipart/form-data');
  if (Number(request.headers['content-length'] ?? 0) > limits.totalBytes)
    throw refuseSize.form(limits.totalBytes);
  const reading = new Reading(batch);
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') await reading.file(part);
      else reading.field(part);
    }
  } catch (error) {
    throw reading.refusal ?? fromParser(error);
  }
  if (reading.refusal) throw reading.refusal;
  return reading.form();
}

class Reading {
  refusal: ProblemError | undefined;
  private readonly fields = new Map<string, unknown>();
  private total = 0;

  constructor(private readonly batch: PhotoBatch) {}

  async file({ fieldname, file }: MultipartFile): Promise<void> {
    if (!this.refusal && !PART.test(fieldname))
      this.refusal = invalid(
        `/${fieldname}`,
        'unknown-field',
        'a part is named with letters, digits, - and _',
      );
    if (!this.refusal && this.batch.has(fieldname))
      this.refusal = invalid(`/${fieldname}`, 'part-twice', 'two parts have this name');
    if (this.refusal) {
      file.resume();
      return;
    }
    const { bytes } = await this.batch.take(fieldname, bytesOf(file));
    this.total += bytes;
    if (file.truncated) this.refusal = refuseSize.photo(fieldname, limits.photoBytes);
    else if (this.total > limits.totalBytes) this.refusal = refuseSize.form(limits.totalBytes);
  }

  field({ fieldname, value, valueTruncated }: MultipartValue): void {
    if (this.refusal) return;
    if (valueTruncated) this.refusal = refuseSize.field(fieldname, limits.recordBytes);
    else if (this.fields.has(fieldname))
      this.refusal = invalid(`/${fieldname}`, 'part-twice', 'two parts have this name');
    else this.fields.set(fieldname, value);
  }

  async form(): Promise<SentForm> {
    const why = this.fields.get('why');
    return {
      record: await readRecord(this.fields.get('record')),
      why: why === undefined ? undefined : readWhy(why),
    };
  }
}

/** What the sender broke off is the sender's mistake, not the store's. */
async function* bytesOf(file: MultipartFile['file']): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of file) yield chunk as Uint8Array;
  } catch {
    throw malformed();
  }
}

const malformed = (): ProblemError =>
  new ProblemError(400, 'request/malformed', 'The form cannot be read', 'it ends early or is not a form');

function fromParser(error: unknown): unknown {
  if (error instanceof ProblemError || !(error instanceof Error)) return error;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'FST_FILES_LIMIT') return refuseSize.count(limits.photos);
  if (code === 'FST_INVALID_JSON_FIELD_ERROR')
    return invalid('/record', 'json', 'the record is not valid JSON');
  const told =
    (typeof code === 'string' && code.startsWith('FST_')) ||
    /multipart|malformed|boundary/i.test(error.message);
  return told ? malformed() : error;
}

const validation = createValidationPipe();
const UNSTORABLE = /[\0\p{Surrogate}]/u;

async function readRecord(value: unknown): Promise<RecordDto> {
  if (value === undefined) throw invalid('/record', 'missing', 'the form has no field "record"');
  const record = typeof value === 'string' ? parse(value) : value;
  if (typeof record !== 'object' || record === null || Array.isArray(record))
    throw invalid('/record', 'json', 'the record is a JSON object');
  refuseDeepNesting(record);
  if (!isStorable(record)) throw invalid('/record', 'text', 'a text has half a character or a zero in it');
  return (await validation.transform(record, { type: 'body', metatype: RecordDto })) as RecordDto;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid('/record', 'json', 'the record is not valid JSON');
  }
}

/** What no database and no canonical form can hold is no text. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !UNSTORABLE.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, field]) => !UNSTORABLE.test(key) && isStorable(field));
}

function readWhy(value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text.length === 0 || text.length > 500 || UNSTORABLE.test(text))
    throw invalid('/why', 'length', 'why has 1 to 500 characters');
  return text;
}
