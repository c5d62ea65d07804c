import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { ProblemError, type FieldProblem } from './problem.js';

/** Request bodies and queries by their class' decorators; unknown fields are refused, every problem is named. */
export const createValidationPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) =>
      new ProblemError(400, 'request/invalid', 'The request breaks the rules', undefined, {
        errors: flatten(errors, ''),
      }),
  });

function flatten(errors: readonly ValidationError[], parent: string): FieldProblem[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const pointer = `${parent}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.entries(constraints).map(([rule, message]) => ({
      pointer,
      code: rule === 'whitelistValidation' ? 'unknown-field' : kebab(rule),
      message,
    }));
    return [...own, ...flatten(children, pointer)];
  });
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
