import { ConsumerRunner } from '@cartrail/messaging';
import { createClock, createLogger, createService, runMain } from '@cartrail/service-kit';
import { readConfig } from './config.js';
import { returnsModule } from './returns.module.js';

runMain('returns', async () => {
  const config = readConfig();
  const logger = createLogger('returns', config.LOG_LEVEL);
  const clock = await createClock(config, 'returns');
  const module = returnsModule(config, {
    clock,
    log: (message) => {
      logger.info(message);
    },
  });
  const app = await createService({ module, logger, drainMs: config.DRAIN_MS });
  app.connectMicroservice({ strategy: app.get(ConsumerRunner) });
  await app.listen(config.PORT, '0.0.0.0');
  await app.startAllMicroservices();
  logger.info({ port: config.PORT }, 'ready');
});
