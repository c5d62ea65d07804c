import { Kafka, logLevel, type LogEntry } from 'kafkajs';

/** Noise of a broker that has just been formatted; kafkajs tries again by itself. */
const TRANSIENT = /coordinator is loading|coordinator is not available|coordinator is not aware/i;

export function createKafka(options: {
  readonly clientId: string;
  readonly brokers: readonly string[];
  readonly log: (message: string) => void;
}): Kafka {
  return new Kafka({
    clientId: options.clientId,
    brokers: [...options.brokers],
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 8 },
    logLevel: logLevel.ERROR,
    logCreator: () => (entry: LogEntry) => {
      const text = `${entry.namespace}: ${entry.log.message}${typeof entry.log['error'] === 'string' ? ` (${entry.log['error']})` : ''}`;
      if (!TRANSIENT.test(text)) options.log(`kafka ${text}`);
    },
  });
}
