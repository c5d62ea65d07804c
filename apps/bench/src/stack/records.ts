import { type KafkaMessage } from 'kafkajs';

export interface OutgoingEvent {
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type Incoming = Pick<KafkaMessage, 'key' | 'value' | 'headers'> & {
  readonly partition: number;
  readonly offset: number;
};

/** Where each partition of a topic ends: the offset of what comes next. */
export type Ends = ReadonlyMap<number, number>;
