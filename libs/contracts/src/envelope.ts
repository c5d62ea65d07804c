/** CloudEvents 1.0, JSON, structured mode: the value of every message on an event topic. */
export interface EventEnvelope<D = unknown> {
  readonly specversion: '1.0';
  /** UUIDv7, made once; the same in every retry and replay. */
  readonly id: string;
  /** `/<tenant>/<service>/<aggregate>/<id>`; `sequence` orders within it. */
  readonly source: string;
  readonly type: string;
  /** The part of the aggregate that changed, when there is one. */
  readonly subject?: string;
  /** When it happened, RFC 3339 UTC. */
  readonly time: string;
  /** When we stored it, RFC 3339 UTC. */
  readonly recordedtime: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  /** `<tenant>:<aggregate id>`, also the Kafka key. */
  readonly partitionkey: string;
  /** Per aggregate from 1 without gaps, padded to 20 digits. */
  readonly sequence: string;
  readonly tenantid: string;
  readonly correlationid: string;
  readonly causationid: string;
  readonly traceparent?: string;
  readonly data: D;
}

export const envelopeSchema = {
  $id: 'https://schemas.cartrail.example/envelope/1.0.json',
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Envelope',
  type: 'object',
  required: [
    'specversion',
    'id',
    'source',
    'type',
    'time',
    'recordedtime',
    'datacontenttype',
    'dataschema',
    'partitionkey',
    'sequence',
    'tenantid',
    'correlationid',
    'causationid',
    'data',
  ],
  properties: {
    specversion: { const: '1.0' },
    id: { type: 'string', format: 'uuid' },
    source: { type: 'string', minLength: 1 },
    type: { type: 'string', minLength: 1 },
    subject: { type: 'string' },
    time: { type: 'string', format: 'date-time' },
    recordedtime: { type: 'string', format: 'date-time' },
    datacontenttype: { const: 'application/json' },
    dataschema: { type: 'string' },
    partitionkey: { type: 'string', minLength: 1 },
    sequence: { type: 'string', pattern: '^[0-9]{20}$' },
    tenantid: { type: 'string', pattern: '^[a-z0-9]{6,20}$' },
    correlationid: { type: 'string' },
    causationid: { type: 'string' },
    traceparent: { type: 'string' },
    data: { type: 'object' },
  },
} as const;
