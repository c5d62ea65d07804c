import { ConsumerRunner } from '@cartrail/messaging';
import { createClock, createLogger, createService, runMain } from '@cartrail/service-kit';
import { readConfig } from './config.js';
import { eSignModule } from './e-sign.module.js';
import { acceptForms } from './inbound/http/accept-forms.js';

runMain('e-sign', async () => {
  const config = readConfig();
  const logger = createLogger('e-sign', config.LOG_LEVEL);
  const clock = await createClock(config, 'e-sign');
  const module = eSignModule(config, {
    clock,
    log: (message) => {
      logger.info(message);
    },
  });
  const app = await createService({ module, logger, drainMs: config.DRAIN_MS });
  await acceptForms(app);
  app.connectMicroservice({ strategy: app.get(ConsumerRunner) });
  await app.listen(config.PORT, '0.0.0.0');
  await app.startAllMicroservices();
  logger.info({ port: config.PORT }, 'ready');
});
