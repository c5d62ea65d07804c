import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { findCarrier } from '@cartrail/carriers';
import { CurrentCaller, Requires, type Caller } from '@cartrail/service-kit';
import { RecogniseNumbers } from '../../application/recognise-numbers.js';
import type { Guess, Recognition } from '../../domain/recognition.js';
import { invalid } from './account-settings.js';
import { RecognitionDto } from './recognition.dto.js';

/** As people type and print numbers. */
const NUMBER = /^(?=.*[0-9A-Za-z])[0-9A-Za-z -]{1,50}$/;

/** Whose numbers these may be. It changes nothing; asking aggregators costs what they charge. */
@Controller('internal/carriers/recognition')
export class RecognitionController {
  constructor(private readonly recogniseNumbers: RecogniseNumbers) {}

  @Post()
  @HttpCode(200)
  @Requires('carriers:recognise')
  async recognise(
    @Body() { numbers, ask }: RecognitionDto,
    @CurrentCaller() { tenantId }: Caller,
  ): Promise<unknown> {
    const found = await this.recogniseNumbers.execute(tenantId, numbersIn(numbers), { ask });
    return { data: found.map(toView) };
  }
}

function numbersIn(given: readonly unknown[]): readonly string[] {
  const wrong = given.flatMap((each, at) =>
    isNumber(each)
      ? []
      : [
          {
            pointer: `/numbers/${at}`,
            code: 'invalid',
            message: 'letters, digits, spaces and hyphens, 1 to 50',
          },
        ],
  );
  if (wrong.length > 0) throw invalid('Not every number can be one', wrong);
  return given.filter(isNumber);
}

const isNumber = (given: unknown): given is string => typeof given === 'string' && NUMBER.test(given);

const toView = ({ candidates, ...rest }: Recognition): object => ({
  ...rest,
  candidates: candidates.map(named),
});

/** A carrier in no list of ours has the provider's code and no name. */
function named({ carrier, ...rest }: Guess): object {
  const row = findCarrier(carrier);
  return { carrier, ...(row && { name: { zh: row.zh, en: row.en } }), ...rest };
}
