/** The servers the suites run against, and what a child process inherits. */
export interface TestServers {
  /** An administrator's: it creates roles and databases. */
  readonly adminUrl: string;
  readonly brokers: readonly string[];
}

export function testServers(env: NodeJS.ProcessEnv = process.env): TestServers {
  const adminUrl = env['DATABASE_URL'];
  const brokers = env['KAFKA_BROKERS'];
  if (!adminUrl || !brokers)
    throw new Error('set DATABASE_URL (an administrator) and KAFKA_BROKERS, or run the suites by `npm test`');
  return { adminUrl, brokers: brokers.split(',') };
}

/** Only what every program needs: a service under test must not see the administrator's settings. */
export const bareEnvironment = (env: NodeJS.ProcessEnv = process.env): Record<string, string> => ({
  PATH: env['PATH'] ?? '',
  ...(env['HOME'] === undefined ? {} : { HOME: env['HOME'] }),
});
